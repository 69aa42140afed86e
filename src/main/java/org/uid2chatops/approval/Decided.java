package org.uid2chatops.approval;

/** What somebody's decision came to. */
public sealed interface Decided {

    /** @param approval as it stands with this agreement */
    record Counted(Approval approval) implements Decided {
    }

    /** It is reviewed. */
    record Reviewed(Approval approval) implements Decided {
    }

    /** It ended the request. */
    record Ended(Approval approval) implements Decided {
    }

    /** It changed nothing. */
    record Not(Approval approval, Why why) implements Decided {
    }

    record NoSuch() implements Decided {
    }

    /** Why a decision changes nothing. */
    enum Why {
        /** It was decided before, or has expired. */
        OVER,
        /** The person has agreed before. */
        AGAIN,
        /** The person asked for it. */
        OWN,
        /** Nothing is to be reviewed, or somebody has. */
        NO_REVIEW,
        /** The person agreed to it, and others are there who could review it. */
        NOT_A_REVIEWER,
        /** The person did not ask for it. */
        NOT_YOURS,
        /** The person could not have agreed when it was asked for. */
        NOT_AMONG_THEM
    }
}
