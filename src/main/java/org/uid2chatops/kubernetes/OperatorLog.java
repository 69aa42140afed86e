package org.uid2chatops.kubernetes;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.uid2chatops.config.Target;

/**
 * Reads an operator container's log for what it says is wrong; the newest word counts. The operator's start script
 * swallows its errors and exits 0, so that the log is the only witness. Source: uid2-operator, scripts/azure-cc/azr.py and
 * confidential_compute.py; uid2docs, operator-guide-azure-enclave.
 */
final class OperatorLog {

    private static final Pattern CODE = Pattern.compile("\\bE(?<code>02|03|04|05|06|08|12)\\b:? ?(?<name>.*)");
    private static final Pattern IP = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b");

    private final Target target;
    private final List<String> lines;

    private OperatorLog(Target target, List<String> lines) {
        this.target = target;
        this.lines = lines;
    }

    /** Returns what the log complains of last; empty if it does not. */
    static Optional<Trouble> read(Target target, String log) {
        return new OperatorLog(target, log.lines().toList()).newest();
    }

    private Optional<Trouble> newest() {
        for (int at = lines.size() - 1; at >= 0; at--) {
            var found = line(at);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Trouble> line(int at) {
        String line = lines.get(at);
        if (line.contains("ForbiddenByRbac")) {
            return Optional.of(vaultForbidden("ForbiddenByRbac", line));
        }
        if (line.contains("core attestation failed with AttestationFailure")) {
            return Optional.of(Trouble.lasting("AttestationFailure", "UID2 Core refuses the operator key (attestation, 401)",
                    "UID2 Core refused the operator at attestation (HTTP 401): the operator key is revoked or wrong, and the operator stopped.",
                    "Ask your UID2 contact for a valid key for " + target.environment().label() + ", put it in place of the old one ("
                            + secret() + ").",
                    Masked.text(line)));
        }
        if (line.contains("core attestation has been in failed state for too long")) {
            return Optional.of(Trouble.passing("AttestationFailure", "attestation has failed for 12 hours",
                    "Attestation with UID2 Core has failed for 12 hours, so the operator stopped.",
                    "Check the egress to core-" + target.environment().label() + ".uidapi.com, then ask your UID2 contact.",
                    Masked.text(line)));
        }
        if (line.contains("salts are expired") || line.contains("salts have been in expired state")
                || line.contains("has not refreshed successfully")) {
            return Optional.of(Trouble.passing("DataStale", "the operator cannot refresh its data",
                    "The operator has not been able to refresh its salts or another store.",
                    "Check the egress to the UID2 stores on S3 (port 443), then ask your UID2 contact.", Masked.text(line)));
        }
        if (line.contains("Unexpected failure while starting up Azure Confidential Compute")) {
            return Optional.of(unexpected(line));
        }
        var code = CODE.matcher(line);
        return code.find() ? Optional.of(coded(code.group("code"), line, line + " " + rest(at))) : Optional.empty();
    }

    private Trouble coded(String code, String line, String all) {
        String reference = Masked.text(all);
        String name = "E" + code;
        return switch (code) {
            case "02" -> Trouble.lasting(name, "the operator key is not in the vault (E02)",
                    "The operator does not find its key (E02): there is no secret " + target.names().keyVaultSecret() + " in the vault "
                            + target.names().keyVault() + ", or one of the names is wrong.",
                    "Put the key there, or correct " + target.property("key-vault") + " and " + target.property("key-vault-secret") + ".",
                    reference);
            case "03" -> Trouble.lasting(name, "a setting is missing (E03)", "The operator misses a required setting (E03).",
                    "The reference names it. Use operator.yaml as released; if it is, ask your UID2 contact.", reference);
            case "04" -> Trouble.lasting(name, "a setting is invalid (E04)", "One of the operator's settings is invalid (E04).",
                    "The reference names it; debug mode is for integ only. Use operator.yaml as released.", reference);
            case "05" -> Trouble.lasting(name, "the operator key does not belong to " + target.environment().label() + " (E05)",
                    "The operator key does not belong to the environment " + target.environment().label() + " (E05).",
                    "Put the key for " + target.environment().label() + " in its place (" + secret() + ").",
                    reference);
            case "06" -> Trouble.passing(name, "the operator cannot reach UID2's services (E06)",
                    "The operator cannot reach UID2's services (E06)" + ip(all) + ": its egress is blocked.",
                    "Check the NAT gateway " + target.names().natGateway() + " on the subnet " + target.network().containerSubnet().name()
                            + " and any firewall: port 443 to core-" + target.environment().label() + ".uidapi.com and optout-"
                            + target.environment().label() + ".uidapi.com must be open.",
                    reference);
            case "08" -> vaultForbidden("E08", line);
            default -> download(all, reference);
        };
    }

    private Trouble vaultForbidden(String code, String line) {
        return Trouble.vaultGrant(code, "the managed identity cannot read the vault yet",
                "The managed identity " + target.names().managedIdentity() + " cannot read the vault " + target.names().keyVault() + " ("
                        + code
                        + "). A new grant takes up to 15 minutes to take effect.",
                "If it stays so, the identity lacks Key Vault Secrets User on the vault: grant it there. A new deploy does that, a retry does not.",
                Masked.text(line));
    }

    private Trouble unexpected(String line) {
        return line.contains("Failed to resolve")
                ? Trouble.passing("VaultUnknown", "the vault's name does not resolve",
                        "The operator cannot find its vault: " + target.names().keyVault() + ".vault.azure.net does not resolve.",
                        "Check that the vault exists and that name resolution works in the cluster's network.",
                        Masked.text(line))
                : Trouble.passing("OperatorStart", "the operator fails to start",
                        "The operator fails to start, for a reason it does not expect.",
                        "Give the reference to your UID2 contact.", Masked.text(line));
    }

    private Trouble download(String all, String reference) {
        if (all.contains("404") || all.contains("403")) {
            return Trouble.lasting("E12", "UID2 refuses the operator its data (E12)",
                    "UID2 refuses the operator its data (E12): the key is wrong, or not valid for " + target.environment().label() + ".",
                    "Check the key with your UID2 contact, put the right one in its place (" + secret() + ").",
                    reference);
        }
        return Trouble.passing("E12", "the operator cannot download its data (E12)",
                "The operator cannot download its data (E12): UID2 has an error, or the egress is blocked.",
                "Check the egress (port 443 to the UID2 stores on S3); if it is open, wait some time, and then ask your UID2 contact.",
                reference);
    }

    private String secret() {
        return "secret " + target.names().keyVaultSecret() + " of vault " + target.names().keyVault();
    }

    private static String ip(String text) {
        var ip = IP.matcher(text);
        return ip.find() ? ", at " + ip.group() : "";
    }

    /** The code's detail stands below it, before the help and the traceback. */
    private String rest(int at) {
        return lines.stream().skip(at + 1L).takeWhile(line -> !line.startsWith("Traceback")).limit(2).reduce("", (a, b) -> a + " " + b);
    }
}
