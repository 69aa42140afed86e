package org.uid2chatops.outbox;

/** What people are to be told. Written in the caller's transaction, so that it is told if and only if it happened. Thread-safe. */
public interface Outbox {
    void add(Message message);

    /** Something to tell. Holds references, not rendered text, where the newest state is what counts. */
    sealed interface Message {

        /** Returns Slack's id of where; empty if that is not one place. */
        String channel();

        /** A rollout's live message is stale. Any number of these is one edit: the newest state wins. */
        record Live(String rollout, String channel) implements Message {
        }

        /** A journal row belongs into the rollout's thread. */
        record Detail(String rollout, String channel, long seq) implements Message {
        }

        /**
         * The rollout has ended: its outcome, once, as a message of its own in the thread, shown in the channel too. Told again, the
         * message is edited: what was decided after it has changed.
         *
         * @param seq of the journal row by which it ended; a rollout that is retried ends more than once
         */
        record Outcome(String rollout, String channel, long seq) implements Message {
        }

        /** The message of a request for approval is stale. Any number of these is one edit. */
        record Approval(String approval, String channel) implements Message {
        }

        /**
         * Something about a request for approval belongs into its thread, and is shown in the channel.
         *
         * @param number of what is told, and the how manieth time
         */
        record ApprovalNews(String approval, String channel, long number) implements Message {
        }

        /**
         * A file that somebody asked for, made when it is delivered.
         *
         * @param user Slack id of who asked for it
         * @param order what it is to hold, in the words of whoever makes it
         */
        record File(String user, String channel, String order) implements Message {
        }

        /**
         * An answer that only one person sees.
         *
         * @param channel where it was asked; the person's own id for what is told directly
         */
        record Reply(String user, String channel, String text) implements Message {
        }

        /**
         * Every Home may be stale: what people may decide about, or what keeps them from it, has changed. Any number of these is one. It may
         * be added at any point of a transaction.
         */
        record Homes() implements Message {

            @Override
            public String channel() {
                return "";
            }
        }

        /**
         * Somebody's Home is stale. Any number of these is one.
         *
         * @param urgent whether they look at it now, so that it comes at once, before those of others
         */
        record Home(String user, boolean urgent) implements Message {

            @Override
            public String channel() {
                return user;
            }
        }
    }
}
