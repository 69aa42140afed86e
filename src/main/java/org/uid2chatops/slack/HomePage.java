package org.uid2chatops.slack;

import java.time.Clock;
import java.util.List;

import org.springframework.stereotype.Component;

import org.uid2chatops.access.Access;
import org.uid2chatops.access.Access.Shown;
import org.uid2chatops.access.People.Standing;
import org.uid2chatops.access.Role;
import org.uid2chatops.approval.Approvals;
import org.uid2chatops.config.Targets;
import org.uid2chatops.hold.Holds;
import org.uid2chatops.rollout.Rollouts;

/** Makes somebody's Home of how things stand now. Thread-safe. */
@Component
class HomePage {

    private final Targets targets;
    private final Access access;
    private final Rollouts rollouts;
    private final Approvals approvals;
    private final Holds holds;
    private final Clock clock;

    HomePage(Targets targets, Access access, Rollouts rollouts, Approvals approvals, Holds holds, Clock clock) {
        this.targets = targets;
        this.access = access;
        this.rollouts = rollouts;
        this.approvals = approvals;
        this.holds = holds;
        this.clock = clock;
    }

    /** May ask Slack who somebody is. */
    HomeView of(String user) {
        return switch (access.standing(user)) {
            case Standing.Outsider(String what) -> HomeView.closed("I work for full members of this workspace only, and you are " + what
                    + " here: nothing is shown to you, and I take no orders. If you need something done or want to know how a target is "
                    + "doing, ask " + access.whoGrants() + ".", true);
            case Standing.Unknown(String why) ->
                HomeView.closed("I cannot tell who you are: " + why + ". So nothing is shown. I look again "
                        + "in a moment; if this stays, ask " + access.whoGrants() + ".", false);
            case Standing.Member _ -> ofMember(user);
        };
    }

    private HomeView ofMember(String user) {
        if (targets.all().isEmpty()) {
            return HomeView.closed(TargetsAnswer.of(targets), true);
        }
        List<Shown> shown = access.shown(user, targets.all());
        boolean certain = shown.stream().allMatch(Shown::certain);
        List<HomeTarget> seen = shown.stream().filter(one -> one.roles().contains(Role.VIEWER))
                .map(one -> new HomeTarget(one.target(), one.roles(), rollouts.latest(one.target().name()), holds.on(one.target()
                        .name()), approvals.open(one.target().name())))
                .toList();
        if (!seen.isEmpty()) {
            return HomeView.of(user, seen, certain, clock.instant());
        }
        return HomeView.closed(certain
                ? "You see no target: that wants the role *viewer*, which you do not have anywhere. Ask " + access.whoGrants()
                        + " to give it to you."
                : "I cannot tell what you may see: Slack does not say who is in the user groups now. I look again in a moment; if this "
                        + "stays, ask " + access.whoGrants() + ".",
                certain);
    }
}
