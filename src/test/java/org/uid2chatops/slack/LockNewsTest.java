package org.uid2chatops.slack;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.uid2chatops.hold.Hold;

import static org.assertj.core.api.Assertions.assertThat;

class LockNewsTest {

    private static final Hold LOCK = new Hold("integ", Hold.Kind.LOCK, "U0000ALEX", "<!channel> A & B > C", Views.NOW, Optional.empty());

    private final LockNews news = new LockNews();

    @Test
    void a_reason_mentions_nobody_and_reads_as_it_was_typed() {
        assertThat(news.takenAway(LOCK, "U0000DANA"))
                .isEqualTo("<@U0000DANA> has taken away your lock of `integ` (&lt;!channel&gt; A &amp; B &gt; C).");
        assertThat(news.reminder(LOCK, Duration.ofHours(50))).isEqualTo("You have locked `integ` for 2 d now (&lt;!channel&gt; A &amp; B "
                + "&gt; C). If it need not be locked any more: `/uid2 unlock integ`.");
    }
}
