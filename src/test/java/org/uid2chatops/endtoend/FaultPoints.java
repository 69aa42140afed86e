package org.uid2chatops.endtoend;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepName;

/**
 * Has every turn at every step die once at every place where a process can die: what was going to be written or sent there is not. Nothing
 * of the bot catches it. Thread-safe.
 */
final class FaultPoints implements BeanPostProcessor {

    /** Where a turn dies. */
    enum Point {
        /** It has looked and decided on a change, and has written nothing. */
        BEFORE_THE_INTENT,
        /** The intent is committed, nothing is sent. */
        BETWEEN_INTENT_AND_EFFECT,
        /** The change is sent and took effect, and nobody has noted it. */
        BETWEEN_EFFECT_AND_OUTCOME,
        /** It has seen that the step is complete, and has not written it. */
        BEFORE_THE_COMPLETION
    }

    private final Map<StepName, Set<Point>> died = new ConcurrentHashMap<>();

    /** Returns where turns at that step have died. */
    Set<Point> of(StepName step) {
        return died.getOrDefault(step, Set.of());
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof Step step)) {
            return bean;
        }
        var proxy = new ProxyFactory(bean);
        proxy.addAdvice((MethodInterceptor) call -> call.getMethod().getName().equals("decide")
                ? dying(step.name(), (Decision) Objects.requireNonNull(call.proceed()))
                : call.proceed());
        return proxy.getProxy();
    }

    private Decision dying(StepName step, Decision decision) {
        return switch (decision) {
            case Decision.Act act -> {
                die(step, Point.BEFORE_THE_INTENT);
                yield new Decision.Act(act.what(), act.changes(), () -> {
                    die(step, Point.BETWEEN_INTENT_AND_EFFECT);
                    var again = act.effect().run();
                    die(step, Point.BETWEEN_EFFECT_AND_OUTCOME);
                    return again;
                });
            }
            case Decision.Done done -> {
                die(step, Point.BEFORE_THE_COMPLETION);
                yield done;
            }
            case Decision.Wait wait -> wait;
            case Decision.Fail fail -> fail;
        };
    }

    private void die(StepName step, Point point) {
        if (died.computeIfAbsent(step, _ -> ConcurrentHashMap.newKeySet()).add(point)) {
            throw new Killed(step + " " + point);
        }
    }

    /** Stands for the end of the process. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        private Killed(String where) {
            super(where, null, false, false);
        }
    }
}
