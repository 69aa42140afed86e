package org.uid2chatops.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.approval.Approval.Review;
import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.approval.Approval.Vote;
import org.uid2chatops.approval.Approval.Way;
import org.uid2chatops.config.ApprovalPolicy;

/** The tables of approvals. Every method takes part in the caller's transaction. */
@Component
class ApprovalTable {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ApprovalTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(Approval approval, String requestKey) {
        jdbc.sql("""
                insert into approval (id, target, request_key, requester, channel, reason, release, digest, basis, summary, policy,
                    approvers, state, asked_at, expires_at, way, note)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')""")
                .params(approval.id(), approval.target(), requestKey, approval.requester(), approval.channel(), approval.reason(),
                        approval.release(), approval.digest(), json.writeValueAsString(approval.basis()),
                        json.writeValueAsString(approval.summary()), json.writeValueAsString(approval.policy()),
                        json.writeValueAsString(approval.approvers()), approval.state().name(), at(approval.asked()),
                        at(approval.expires()), approval.way().name())
                .update();
    }

    void insert(String approval, Vote vote) {
        jdbc.sql("insert into approval_vote (approval_id, slack_user, at, counts_for) values (?, ?, ?, ?)")
                .params(approval, vote.user(), at(vote.at()), json.writeValueAsString(vote.groups())).update();
    }

    void update(Approval approval) {
        Optional<Review> review = approval.review();
        jdbc.sql("""
                update approval set state = ?, ended_at = ?, ended_by = ?, note = ?, review_due = ?, reviewed_at = ?, reviewed_by = ?,
                    findings = ? where id = ?""").param(approval.state().name())
                .param(approval.ended().map(ApprovalTable::at).orElse(null)).param(approval.by().orElse(null)).param(approval.note())
                .param(review.map(Review::due).map(ApprovalTable::at).orElse(null))
                .param(review.flatMap(Review::at).map(ApprovalTable::at).orElse(null)).param(review.flatMap(Review::by).orElse(null))
                .param(review.map(Review::findings).orElse(null)).param(approval.id()).update();
    }

    Optional<Approval> find(String id) {
        return jdbc.sql("select * from approval where id = ?").param(id).query(this::read).optional().map(this::withVotes);
    }

    Optional<Approval> asked(String requestKey) {
        return jdbc.sql("select * from approval where request_key = ?").param(requestKey).query(this::read).optional().map(this::withVotes);
    }

    /** Returns it, held against every other transaction until this one ends. */
    Optional<Approval> lock(String id) {
        return jdbc.sql("select * from approval where id = ? for update").param(id).query(this::read).optional().map(this::withVotes);
    }

    /** Holds a target's approvals until the end of the transaction, so that of two requests one sees the other. */
    void hold(String target) {
        jdbc.sql("insert into approval_target (target) values (?) on conflict do nothing").param(target).update();
        jdbc.sql("select target from approval_target where target = ? for update").param(target).query(String.class).single();
    }

    /** Returns what may still come to a rollout of that target, newest first. */
    List<Approval> open(String target) {
        return jdbc.sql("select * from approval where target = ? and state in ('WAITING', 'APPROVED') order by asked_at desc, id desc")
                .param(target).query(this::read).list().stream().map(this::withVotes).toList();
    }

    /** Returns what of that target was started in an emergency and nobody has reviewed, oldest first. */
    List<Approval> unreviewed(String target) {
        return jdbc.sql("select * from approval where target = ? and review_due is not null and reviewed_at is null order by review_due")
                .param(target).query(this::read).list().stream().map(this::withVotes).toList();
    }

    private Approval withVotes(Approval approval) {
        Approval whole = approval;
        for (Vote vote : jdbc.sql("select slack_user, at, counts_for from approval_vote where approval_id = ? order by at, slack_user")
                .param(approval.id()).query((row, _) -> new Vote(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(),
                        json.readValue(row.getString(3), new TypeReference<Set<String>>() {
                        })))
                .list()) {
            whole = whole.with(vote);
        }
        return whole;
    }

    private Approval read(ResultSet row, int number) throws SQLException {
        return new Approval(row.getString("id"), row.getString("target"), row.getString("requester"), row.getString("channel"),
                row.getString("reason"), row.getString("release"), row.getString("digest"),
                json.readValue(row.getString("basis"), new TypeReference<TreeMap<String, String>>() {
                }), json.readValue(row.getString("summary"), new TypeReference<List<String>>() {
                }), json.readValue(row.getString("policy"), ApprovalPolicy.class),
                json.readValue(row.getString("approvers"), new TypeReference<Set<String>>() {
                }), State.valueOf(row.getString("state")), instant(row, "asked_at").orElseThrow(), instant(row, "expires_at").orElseThrow(),
                instant(row, "ended_at"), Optional.ofNullable(row.getString("ended_by")), row.getString("note"), List.of(),
                Way.valueOf(row.getString("way")), review(row));
    }

    private static Optional<Review> review(ResultSet row) throws SQLException {
        Optional<Instant> due = instant(row, "review_due");
        return due.isEmpty()
                ? Optional.empty()
                : Optional.of(new Review(due.get(), instant(row, "reviewed_at"), Optional.ofNullable(row.getString("reviewed_by")),
                        row.getString("findings")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
