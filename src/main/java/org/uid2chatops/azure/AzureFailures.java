package org.uid2chatops.azure;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.uid2chatops.rollout.Cause;

/** What Azure's error codes mean and what to do about each. Source: the issues that people report; see the tests for the texts. */
final class AzureFailures {

    private static final Pattern ACTION = Pattern.compile("perform action '([^']+)' over scope '([^']+)'");
    private static final Pattern LINKED = Pattern
            .compile("not have permission to perform action '([^']+)' on the linked scope\\(s\\) '([^']+)'");
    private static final Pattern VCPU = Pattern.compile("requested (\\d+), remaining (\\d+) for family (\\S+)");
    private static final Pattern CORES = Pattern.compile(
            "approved (\\S+) Cores quota.*Current Limit: (\\d+), Current Usage: (\\d+), Additional Required: (\\d+)", Pattern.DOTALL);

    private static final Set<String> PASSING = Set.of("AnotherOperationInProgress", "RetryableError", "RetryableErrorDueToAnotherOperation",
            "ReferencedResourceNotProvisioned", "MissingSubscriptionRegistration", "ResourceGroupBeingDeleted", "PrincipalNotFound",
            "ForbiddenByRbac", "PreconditionFailed", "EtagMismatch", "CanceledAndSupersededDueToAnotherOperation", "OperationPreempted",
            "SubscriptionRequestsThrottled", "ResourceRequestsThrottled", "TooManyRequests");

    /** One row: these codes mean this, and that is to be done. */
    private record Row(List<String> codes, String what, String next) {
    }

    private static final List<Row> ROWS = List.of(
            new Row(List.of("SubscriptionRequestsThrottled", "ResourceRequestsThrottled", "TooManyRequests"),
                    "Azure throttles the requests of this subscription.", "Nothing: it is tried again when Azure allows."),
            new Row(List.of("AnotherOperationInProgress", "RetryableErrorDueToAnotherOperation", "RetryableError",
                    "ReferencedResourceNotProvisioned"), "Azure is still busy with another change of the same network.",
                    "Nothing: it is tried again."),
            new Row(List.of("MissingSubscriptionRegistration"), "The subscription is not registered for a resource provider yet.",
                    "Nothing: the bot registers it, and tries again."),
            new Row(List.of("ResourceGroupBeingDeleted"), "The resource group is being deleted.",
                    "Nothing, if that is meant: it is tried again once the group is gone."),
            new Row(List.of("PrincipalNotFound"), "Azure's directory does not know the new identity yet.", "Nothing: it is tried again."),
            new Row(List.of("ForbiddenByRbac"), "The role on the key vault has not taken effect yet.", "Nothing: it is tried again."),
            new Row(List.of("PreconditionFailed", "EtagMismatch"), "Somebody changed the resource at the same moment.",
                    "Nothing: it is read and tried again."),
            new Row(List.of("RequestDisallowedByPolicy", "RequestDisallowedByAzure"), "An Azure policy of the subscription forbids this.",
                    "Ask who runs the subscription for an exemption, or set in the target what the policy wants (a tag, a location, a size)."),
            new Row(List.of("VaultAlreadyExists", "ConflictError"),
                    "The key vault's name is taken: by somebody else, or by a deleted vault that Azure still keeps.",
                    "Look with `az keyvault list-deleted`; bring yours back with `az keyvault recover`, or set another vault name in the target."),
            new Row(List.of("ObjectIsDeletedButRecoverable"), "A secret of that name was deleted and the vault still keeps it.",
                    "Bring it back with `az keyvault secret recover`, or set another secret name in the target."),
            new Row(List.of("ReservedResourceName"), "A resource's name contains a word that Microsoft reserves.",
                    "Set another name in the target."),
            new Row(List.of("AgentPoolK8sVersionNotSupported", "K8sVersionNotSupported"),
                    "The region does not offer this Kubernetes version.",
                    "Set a version that `az aks get-versions` lists, or leave it out of the target."),
            new Row(List.of("SubnetIsDelegated", "SubnetDelegationsCannotChangeWhenSubnetUsedByResource"),
                    "The subnet's delegation does not fit and cannot change while something uses the subnet.",
                    "Empty the subnet, or set another subnet or network in the target."),
            new Row(List.of("ResourceGroupNotFound"), "The resource group is gone: somebody deleted it while the rollout ran.",
                    Cause.ONLY_ANEW),
            new Row(List.of("SubscriptionNotFound", "InvalidSubscriptionId"), "The bot's identity does not see this subscription.",
                    "Check the target's subscription id, and that the bot's identity has a role in it."),
            new Row(List.of("InvalidAuthenticationToken", "InvalidAuthenticationTokenTenant", "ExpiredAuthenticationToken"),
                    "Azure does not accept the bot's token for this subscription.",
                    "Check that the target's tenant is the subscription's tenant, and the clock of the bot's host."));

    private AzureFailures() {
    }

    /** Returns whether trying again may help. */
    static boolean passing(AzureError error) {
        int status = error.status();
        boolean busy = error.code().equals("OperationNotAllowed") && !quota(error);
        return status == 429 || status == 408 || status >= 500 || status == 412 || busy || PASSING.stream().anyMatch(error::has);
    }

    /** Puts the error into words; for one not known here Azure's own. */
    static Cause words(AzureError error) {
        if (error.code().equals("AuthorizationFailed")) {
            return right(error, ACTION, "The bot's identity may not do this in Azure.");
        }
        if (error.code().equals("LinkedAuthorizationFailed")) {
            return right(error, LINKED, "The bot's identity may not use a resource that this refers to.");
        }
        if (quota(error)) {
            return quotaWords(error);
        }
        if (error.code().equals("OperationNotAllowed")) {
            return cause(error, "The cluster is busy with another operation.", "Nothing: it is tried again.");
        }
        if (error.message().contains("not supported in this region") && error.message().toLowerCase(Locale.ROOT).contains("version")) {
            return known("K8sVersionNotSupported", error);
        }
        return ROWS.stream().filter(row -> row.codes().stream().anyMatch(error::has)).findFirst()
                .map(row -> cause(error, row.what(), row.next())).orElseGet(() -> unknown(error));
    }

    /**
     * Puts an error into words that nobody tries again.
     *
     * @param next what a person is to do where trying again would have been the answer
     */
    static Cause ended(AzureError error, String next) {
        Cause cause = words(error);
        return passing(error) ? new Cause(cause.code(), cause.what(), next, cause.reference()) : cause;
    }

    /** Says of a request that was not even sent what is said of the one that Azure throttled. */
    static Cause throttled() {
        return new Cause("SubscriptionRequestsThrottled", ROWS.getFirst().what(), ROWS.getFirst().next());
    }

    private static Cause known(String code, AzureError error) {
        return ROWS.stream().filter(row -> row.codes().contains(code)).findFirst().map(row -> cause(error, row.what(), row.next()))
                .orElseGet(() -> unknown(error));
    }

    private static Cause right(AzureError error, Pattern pattern, String otherwise) {
        Matcher parts = pattern.matcher(error.message());
        return parts.find()
                ? cause(error, "The bot's identity lacks the right '" + parts.group(1) + "' on " + parts.group(2) + ".",
                        "Give the bot's identity a role with that right there (granting roles needs Owner or User Access Administrator) "
                                + "and wait some minutes.")
                : cause(error, otherwise, "Give the bot's identity a role that allows it, and wait some minutes.");
    }

    private static boolean quota(AzureError error) {
        return Set.of("ErrCode_InsufficientVCPUQuota", "InsufficientVCPUQuota", "QuotaExceeded").contains(error.code())
                || error.code().equals("OperationNotAllowed") && error.message().toLowerCase(Locale.ROOT).contains("quota");
    }

    private static Cause quotaWords(AzureError error) {
        String next = "Ask for more in the Azure portal under Quotas > Compute for that family and region (surge nodes count too), or set a "
                + "smaller VM size or fewer nodes in the target.";
        Matcher vcpu = VCPU.matcher(error.message());
        if (vcpu.find()) {
            return cause(error, "Not enough vCPU quota: " + vcpu.group(1) + " cores of " + vcpu.group(3) + " wanted, " + vcpu.group(2)
                    + " left.", next);
        }
        Matcher cores = CORES.matcher(error.message());
        return cause(error,
                cores.find()
                        ? "Not enough vCPU quota: " + cores.group(4) + " more cores of " + cores.group(1) + " wanted, " + cores.group(3)
                                + " of " + cores.group(2) + " are used."
                        : "The subscription's quota does not allow it.",
                next);
    }

    private static Cause unknown(AzureError error) {
        String status = error.status() == 0 ? "" : " (HTTP " + error.status() + ")";
        String said = error.message().isEmpty()
                ? "Azure refused it without saying why" + status + "."
                : "Azure refused it: " + sentence(error.message());
        String next = error.status() == 429 || error.status() == 408 || error.status() >= 500
                ? "Nothing: it is tried again."
                : "Put right what Azure names. More stands in the Azure portal, in the activity log of the resource group; "
                        + "Microsoft's support wants the reference.";
        return new Cause(code(error), said, next, error.reference());
    }

    private static Cause cause(AzureError error, String what, String next) {
        String said = error.message().isEmpty() ? "" : "Azure: " + error.message();
        String reference = said.isEmpty() || error.reference().isEmpty() ? said + error.reference() : said + " (" + error.reference() + ")";
        String all = error.policies().isEmpty()
                ? what
                : what.substring(0, what.length() - 1) + ": " + String.join("; ", error.policies()) + ".";
        return new Cause(code(error), all, next, reference);
    }

    /** Azure ends its texts as it likes. */
    private static String sentence(String said) {
        return said.endsWith(".") || said.endsWith("!") || said.endsWith("?") ? said : said + ".";
    }

    private static String code(AzureError error) {
        return error.code().isEmpty() ? "HTTP " + error.status() : error.code();
    }
}
