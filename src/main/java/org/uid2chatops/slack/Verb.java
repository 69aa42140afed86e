package org.uid2chatops.slack;

import java.util.Locale;

import org.uid2chatops.access.Role;

/** What a recorded request does, and which role that wants. Their names stand in the database. */
enum Verb {
    HELP(Role.VIEWER),
    TARGETS(Role.VIEWER),
    PLAN(Role.VIEWER),
    STATUS(Role.VIEWER),
    VERIFY(Role.VIEWER),
    WHY(Role.VIEWER),
    AUDIT(Role.VIEWER),
    SHOW_PLAN(Role.VIEWER),
    /** One's own, whatever one may do now. */
    WITHDRAW(Role.VIEWER),
    DEPLOY(Role.DEPLOYER),
    DEPLOY_BEHIND(Role.DEPLOYER),
    BREAK_GLASS(Role.DEPLOYER),
    CANCEL(Role.DEPLOYER),
    CANCEL_WAITING(Role.DEPLOYER),
    RETRY(Role.DEPLOYER),
    GIVE_UP(Role.DEPLOYER),
    LOCK(Role.DEPLOYER),
    UNLOCK(Role.DEPLOYER),
    UNLOCK_ANYWAY(Role.DEPLOYER),
    FREEZE(Role.DEPLOYER),
    UNFREEZE(Role.ADMIN),
    APPROVE(Role.APPROVER),
    REJECT(Role.APPROVER),
    REVIEW(Role.APPROVER);

    private final Role role;

    Verb(Role role) {
        this.role = role;
    }

    Role role() {
        return role;
    }

    /** Returns it as the audit writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
