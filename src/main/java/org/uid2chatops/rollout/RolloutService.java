package org.uid2chatops.rollout;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.release.Release;
import org.uid2chatops.release.Releases;
import org.uid2chatops.rollout.RolloutView.Status;

/** Starts rollouts and shows them. Thread-safe. */
@Component
class RolloutService implements Rollouts {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private final Ledger ledger;
    private final RolloutTable rollouts;
    private final Journal journal;
    private final List<Precheck> prechecks;
    private final Releases releases;
    private final RolloutProperties properties;
    private final Clock clock;

    RolloutService(Ledger ledger, RolloutTable rollouts, Journal journal, List<Precheck> prechecks, Releases releases,
            RolloutProperties properties, Clock clock) {
        this.ledger = ledger;
        this.rollouts = rollouts;
        this.journal = journal;
        this.prechecks = prechecks;
        this.releases = releases;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public StartResult deploy(Target target, String by, String channel, String requestKey) {
        var before = rollouts.asked(requestKey);
        if (before.isPresent()) {
            return new StartResult.Started(before.get().id());
        }
        var holder = rollouts.running(target.name());
        if (holder.isPresent()) {
            return new StartResult.Busy(view(holder.get()));
        }
        List<Cause> mistakes = prechecks.stream().flatMap(check -> check.check(target).stream()).toList();
        if (!mistakes.isEmpty()) {
            return new StartResult.Refused(mistakes);
        }
        return open(target, by, channel, requestKey, releases.read(target));
    }

    private StartResult open(Target target, String by, String channel, String requestKey, Release release) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var id = new RolloutId("r-" + STAMP.format(now) + "-" + String.format("%04x", RandomGenerator.getDefault().nextInt(0x10000)));
        var rollout = new Rollout(id, target.name(), requestKey, by, channel, release.version(), Lifecycle.VERSION, 0, Status.RUNNING, now,
                Optional.empty(), 0, Rollout.NOTHING);
        try {
            ledger.open(rollout, new Entry.Requested(target.name(), by, channel, release.version(), release.digest(), release.enclaveId(),
                    Lifecycle.VERSION));
            return new StartResult.Started(id);
        } catch (DuplicateKeyException overtaken) {
            return rollouts.asked(requestKey).<StartResult>map(same -> new StartResult.Started(same.id()))
                    .or(() -> rollouts.running(target.name()).map(other -> new StartResult.Busy(view(other)))).orElseThrow(() -> overtaken);
        }
    }

    @Override
    public Optional<RolloutView> view(RolloutId id) {
        return rollouts.find(id).map(this::view);
    }

    @Override
    public Optional<RolloutView> latest(String target) {
        return rollouts.latest(target).map(this::view);
    }

    private RolloutView view(Rollout rollout) {
        return Projection.of(rollout, journal.rows(rollout.id()), properties.typicalDuration());
    }
}
