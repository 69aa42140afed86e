package org.uid2chatops.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import org.uid2chatops.kubernetes.OperatorManifest.Filled;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;

/** The guide's {@code kubectl apply -f operator.yaml}, as a server-side apply. */
@Component
class OperatorStep implements Step {

    /** After so many tries the cluster is not going to keep what was applied. */
    private static final int TRIES = 3;

    private final ClusterClients clients;
    private final OperatorManifest manifest;

    OperatorStep(ClusterClients clients, OperatorManifest manifest) {
        this.clients = clients;
        this.manifest = manifest;
    }

    @Override
    public StepName name() {
        return StepName.OPERATOR;
    }

    @Override
    public Decision decide(StepContext context) throws Exception {
        var filled = manifest.filled(context.target());
        return filled.isEmpty() ? new Fail(PlaceholdersStep.identityMissing(context)) : decide(context, filled.get());
    }

    private Decision decide(StepContext context, Filled filled) throws Exception {
        var objects = filled.manifest().objects();
        var missing = new ArrayList<AppliedObject>();
        var different = new ArrayList<AppliedObject>();
        var changes = new ArrayList<Change>();
        var managers = new TreeSet<String>();
        for (var document : List.of(objects.deployment(), objects.service())) {
            var object = new AppliedObject(document, filled.manifest().digest());
            var live = clients.ask(context.target(), object::live);
            if (live.isEmpty()) {
                missing.add(object);
            } else if (!live.get().differences().isEmpty()) {
                different.add(object);
                changes.addAll(live.get().differences());
                managers.addAll(live.get().otherManagers());
            }
        }
        if (missing.isEmpty() && different.isEmpty()) {
            var shape = filled.shape();
            return new Done(shape.deployment() + " and " + shape.service() + " as released, " + filled.release().version() + ", "
                    + shape.replicas() + " pods");
        }
        if (missing.isEmpty() && appliedInVain(context, changes)) {
            return new Fail(inVain(changes, managers));
        }
        var toApply = Stream.concat(missing.stream(), different.stream()).toList();
        return new Act("apply " + names(toApply) + " of release " + filled.release().version(), told(changes), () -> {
            for (AppliedObject object : toApply) {
                clients.ask(context.target(), client -> {
                    object.apply(client);
                    return object.name();
                });
            }
            return Optional.empty();
        });
    }

    /** What a person wants to know of it: our own note of which manifest was applied changes with everything else. */
    private static List<Change> told(List<Change> changes) {
        var others = changes.stream().filter(change -> !change.field().contains(AppliedObject.ANNOTATION)).toList();
        return others.isEmpty() ? changes : others;
    }

    /** Server-side apply leaves alone what somebody else has added to a list, so that repeating it would change nothing. */
    private static boolean appliedInVain(StepContext context, List<Change> changes) {
        return context.intent().map(StepContext.Intent::times).orElse(0) >= TRIES
                && changes.stream().noneMatch(change -> change.field().contains(AppliedObject.ANNOTATION));
    }

    private static Cause inVain(List<Change> changes, TreeSet<String> managers) {
        String fields = changes.stream().map(change -> change.field() + " (" + change.from() + " in place of " + change.to() + ")")
                .collect(Collectors.joining(", "));
        return new Cause("OperatorEdited", "The operator was applied, but the cluster still differs from the release: " + fields + "."
                + (managers.isEmpty() ? "" : " Others have written to it: " + String.join(", ", managers) + "."),
                "Undo that change with `kubectl edit`: it is not part of the release, and inside the containers it breaks attestation.");
    }

    private static String names(List<AppliedObject> objects) {
        return objects.stream().map(AppliedObject::name).collect(Collectors.joining(" and "));
    }
}
