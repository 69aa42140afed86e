package org.uid2chatops.slack;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import org.uid2chatops.slack.MessageStore.Address;
import org.uid2chatops.slack.MessageStore.Posted;
import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Two processes may note the same message. */
class MessageStoreTest {

    private static final Address LIVE = Address.live("r");
    private static final Posted ONE = new Posted("C", "1.0", "d1");
    private static final Posted OTHER = new Posted("C", "2.0", "d2");

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void the_message_that_is_noted_first_stays(TestDatabase kind) {
        var store = new MessageStore(JdbcClient.create(kind.fresh()));
        assertThat(store.first(LIVE, ONE)).isTrue();
        assertThat(store.first(LIVE, OTHER)).isFalse();
        assertThat(store.find(LIVE)).contains(ONE);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void after_two_edits_at_once_nobody_knows_what_it_shows(TestDatabase kind) {
        var store = new MessageStore(JdbcClient.create(kind.fresh()));
        store.first(LIVE, ONE);
        assertThat(store.edited(LIVE, ONE, "d3")).isTrue();
        assertThat(store.edited(LIVE, ONE, "d4")).isFalse();
        assertThat(store.find(LIVE)).contains(Posted.found("C", "1.0"));
        assertThat(store.edited(LIVE, Posted.found("C", "1.0"), "d5")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void what_took_a_messages_place_is_neither_forgotten_nor_replaced_with_it(TestDatabase kind) {
        var store = new MessageStore(JdbcClient.create(kind.fresh()));
        store.first(LIVE, ONE);
        assertThat(store.replaced(LIVE, ONE, OTHER)).isTrue();
        assertThat(store.replaced(LIVE, ONE, new Posted("D", "3.0", "d3"))).isFalse();
        store.forget(LIVE, ONE);
        assertThat(store.find(LIVE)).contains(OTHER);
        store.forget(LIVE, OTHER);
        assertThat(store.find(LIVE)).isEmpty();
    }
}
