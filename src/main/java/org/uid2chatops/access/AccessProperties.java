package org.uid2chatops.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who has which role: Slack user ids ({@code U…}) and user group ids ({@code S…}). A role that is given to nobody is nobody's.
 *
 * @param viewers who may look; {@code everyone} means every full member of the workspace
 * @param deployers who may ask for rollouts
 * @param approvers who may agree to those of others
 * @param admins who may do everything
 * @param targets by a target's name, who has a role there instead
 */
@ConfigurationProperties("uid2.access")
public record AccessProperties(@Nullable List<String> viewers, @Nullable List<String> deployers, @Nullable List<String> approvers,
        @Nullable List<String> admins, @Nullable Map<String, Grants> targets) {

    /** Means every full member of the workspace. */
    static final String EVERYONE = "everyone";

    /** Who has which role at one target; what is not written is as everywhere. */
    public record Grants(@Nullable List<String> viewers, @Nullable List<String> deployers, @Nullable List<String> approvers,
            @Nullable List<String> admins) {

        @Nullable
        List<String> of(Role role) {
            return switch (role) {
                case VIEWER -> viewers;
                case DEPLOYER -> deployers;
                case APPROVER -> approvers;
                case ADMIN -> admins;
            };
        }
    }

    /** Returns who has exactly that role at a target, with the property that says so. */
    Granted granted(Role role, String target) {
        String plural = role.word() + "s";
        @Nullable
        List<String> there = at(target).map(grants -> grants.of(role)).orElse(null);
        if (there != null) {
            return new Granted("uid2.access.targets." + target + "." + plural, there);
        }
        @Nullable
        List<String> everywhere = new Grants(viewers, deployers, approvers, admins).of(role);
        return new Granted("uid2.access." + plural, everywhere == null ? List.of() : everywhere);
    }

    private Optional<Grants> at(String target) {
        return targets == null ? Optional.empty() : Optional.ofNullable(targets.get(target));
    }

    /** Who is listed, and where. */
    record Granted(String property, List<String> ids) {
    }
}
