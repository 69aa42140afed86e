package org.uid2chatops.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.uid2chatops.config.Target;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.Agreement;
import org.uid2chatops.rollout.Agreements;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Entry;
import org.uid2chatops.rollout.JournalRow;
import org.uid2chatops.rollout.Obstacle;
import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.RolloutId;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.RolloutView.Status;
import org.uid2chatops.rollout.Rollouts;
import org.uid2chatops.rollout.StartGuard;
import org.uid2chatops.rollout.Verified;

/** Rollouts that a test drives: each starts when it is asked for and becomes what the test says. */
final class FakeRollouts implements Rollouts {

    static final Cause AWAY = new Cause("503", "Azure answered 503 (service unavailable).", "Wait.");
    List<Verified> verified = List.of();
    final List<RolloutView> started = new CopyOnWriteArrayList<>();
    /** What people had agreed to, of each deploy that was asked for. */
    final List<Optional<Agreement>> agreements = new CopyOnWriteArrayList<>();
    Agreements keeper = (_, _) -> true;
    StartGuard guard = (_, _, _) -> Optional.empty();
    List<Cause> mistakes = List.of();
    /** What was decided about failed rollouts, in words. */
    final List<String> decided = new ArrayList<>();
    volatile Supplier<PlanResult> plans = () -> {
        throw new IllegalStateException("this test makes no plan");
    };
    Supplier<RetryResult> retries = RetryResult.NoSuch::new;
    /** How often a deploy is not answered yet. */
    int unanswered;
    /** How often a deploy was asked for. */
    int asked;
    private final Map<Long, RolloutView> ends = new ConcurrentHashMap<>();
    private final Map<String, StartResult> answered = new ConcurrentHashMap<>();
    private final AtomicReference<Optional<RolloutView>> newest = new AtomicReference<>(Optional.empty());
    private final Consumer<Message> outbox;

    FakeRollouts(Consumer<Message> outbox) {
        this.outbox = outbox;
    }

    @Override
    public synchronized StartResult deploy(Target target, String by, String channel, String requestKey,
            Optional<Agreement> agreement) {
        asked++;
        if (unanswered > 0) {
            unanswered--;
            return new StartResult.Unanswered(new PreflightReport(List.of(), List.of(), List.of(AWAY)));
        }
        agreements.add(agreement);
        if (target.approvalWanted() && agreement.isPresent() && plans.get() instanceof PlanResult.Made(var plan, _)
                && !plan.digest().equals(agreement.get().digest())) {
            return new StartResult.Differs(plan);
        }
        Optional<Obstacle> obstacle = guard.against(target, by, agreement);
        if (obstacle.isPresent()) {
            return new StartResult.Held(obstacle.get());
        }
        StartResult before = answered.get(requestKey);
        StartResult result = before == null ? start(target, by, channel, agreement) : before;
        if (!(result instanceof StartResult.Busy)) {
            answered.put(requestKey, result);
        }
        return result;
    }

    @Override
    public synchronized CancelResult cancel(RolloutId id, String by) {
        RolloutView known = newest.get().filter(rollout -> rollout.id().equals(id)).orElse(null);
        if (known == null) {
            return new CancelResult.NoSuch();
        }
        if (known.status() != Status.RUNNING) {
            return new CancelResult.Over(known);
        }
        decided.add("cancelled by " + by);
        becomes(Views.of(Status.CANCELLED, known.steps(), Map.of(), List.of(new Entry.Cancelled(by))),
                new Message.Live(id.value(), known.channel()), new Message.Homes());
        return new CancelResult.Stopped(newest.get().orElseThrow());
    }

    @Override
    public List<Verified> verify(String target, int most) {
        return verified;
    }

    private StartResult start(Target target, String by, String channel, Optional<Agreement> agreement) {
        if (!mistakes.isEmpty()) {
            return new StartResult.Refused(new PreflightReport(mistakes, List.of(), List.of()));
        }
        Optional<RolloutView> running = newest.get().filter(rollout -> rollout.status() == Status.RUNNING);
        if (running.isPresent()) {
            return new StartResult.Busy(running.get());
        }
        RolloutView like = Views.of(Status.RUNNING, Views.steps(), Map.of(), List.of(new Entry.Succeeded()));
        var rollout = new RolloutView(like.id(), target.name(), by, channel, like.release(), like.status(), like.started(), like.ended(),
                like.steps(), like.facts(), like.expected(), like.journal());
        if (agreement.isPresent() && !keeper.use(agreement.get(), rollout.id())) {
            return new StartResult.Lapsed();
        }
        started.add(rollout);
        newest.set(Optional.of(rollout));
        outbox.accept(new Message.Live(rollout.id().value(), channel));
        outbox.accept(new Message.Homes());
        return new StartResult.Started(rollout.id(), List.of());
    }

    /** Has what runs have begun then. */
    void began(Instant then) {
        newest.updateAndGet(now -> now.map(was -> new RolloutView(was.id(), was.target(), was.by(), was.channel(), was.release(),
                was.status(), then, was.ended(), was.steps(), was.facts(), was.expected(), was.journal())));
    }

    /** Has what runs end, untold. */
    void ended() {
        newest.set(Optional.empty());
    }

    /** Has the rollout become what {@code like} is, and tells so. */
    void becomes(RolloutView like, Message... told) {
        UnaryOperator<RolloutView> change = was -> new RolloutView(was.id(), was.target(), was.by(), was.channel(), was.release(),
                like.status(), was.started(), like.ended(), like.steps(), like.facts(), was.expected(), like.journal());
        newest.updateAndGet(was -> was.map(change));
        newest.get().filter(now -> !now.journal().isEmpty()).ifPresent(now -> ends.put(now.journal().getLast().seq(), now));
        for (Message message : told) {
            outbox.accept(message);
        }
    }

    @Override
    public PlanResult plan(Target target) {
        return plans.get();
    }

    @Override
    public RetryResult retry(RolloutId id, String by, String requestKey) {
        decided.add("retry " + id + " by " + by);
        return retries.get();
    }

    @Override
    public boolean giveUp(RolloutId id, String by) {
        decided.add("give up " + id + " by " + by);
        var failed = view(id).filter(RolloutView::retryable);
        failed.ifPresent(rollout -> {
            var entries = new ArrayList<>(rollout.journal().stream().map(JournalRow::entry).toList());
            entries.add(new Entry.GivenUp(by));
            becomes(Views.of(Status.FAILED, rollout.steps(), Map.of(), entries),
                    new Message.Outcome(id.value(), rollout.channel(), rollout.journal().getLast().seq()));
        });
        return failed.isPresent();
    }

    @Override
    public Optional<RolloutView> viewAt(RolloutId id, long seq) {
        return Optional.ofNullable(ends.get(seq)).or(() -> view(id));
    }

    @Override
    public List<RolloutView> newest(String target, int most) {
        return latest(target).stream().toList();
    }

    @Override
    public Optional<RolloutView> view(RolloutId id) {
        return newest.get().filter(rollout -> rollout.id().equals(id));
    }

    @Override
    public Optional<RolloutView> latest(String target) {
        return newest.get().filter(rollout -> rollout.target().equals(target));
    }
}
