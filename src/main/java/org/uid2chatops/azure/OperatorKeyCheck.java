package org.uid2chatops.azure;

import java.util.List;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.OperatorKeySource;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.PreflightCheck;
import org.uid2chatops.rollout.PreflightFinding;

/** Looks at the mounted operator key before twenty minutes of work that would end in E05. */
@Component
final class OperatorKeyCheck implements PreflightCheck {

    @Override
    public List<PreflightFinding> check(Target target) {
        return target.operatorKey() instanceof OperatorKeySource.MountedFile source
                && OperatorKey.read(source, target) instanceof OperatorKey.Reading.Mistake(Cause cause)
                        ? List.of(new PreflightFinding.Blocker(cause))
                        : List.of();
    }
}
