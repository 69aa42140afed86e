package org.uid2chatops.export;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.audit.AuditRow;
import org.uid2chatops.rollout.Journals;

/**
 * A row of the file: all that its hash is over, as it is stored.
 *
 * @param chain {@code audit}, or the id of the rollout whose journal it is of
 * @param at ISO instant
 * @param person Slack id; empty if nobody did it
 * @param what what was asked or decided; of a journal, the entry's type
 * @param detail in words; of a journal, the entry's JSON
 * @param digest of the plan it is about; empty if it is about none
 */
@JsonPropertyOrder({"chain", "seq", "at", "person", "what", "detail", "digest", "previous", "hash"})
record ExportRow(String chain, long seq, String at, String person, String what, String detail, String digest, String previous,
        String hash) {

    static ExportRow of(AuditRow row) {
        return new ExportRow(Verification.AUDIT, row.seq(), row.at().toString(), row.person(), row.what(), row.detail(), row.digest(),
                row.previous(), row.hash());
    }

    static ExportRow of(Journals.Stored row) {
        JsonNode body = read(row.body());
        return new ExportRow(row.rollout().value(), row.seq(), row.at().toString(), body.path("by").asString(""), row.type(), row.body(),
                body.path("agreement").path("digest").asString(""), row.previous(), row.hash());
    }

    /** What somebody has changed may be no JSON any more; it is shown all the same. */
    private static JsonNode read(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException changed) {
            return JsonMapper.shared().createObjectNode();
        }
    }
}
