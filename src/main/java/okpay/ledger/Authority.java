package okpay.ledger;

import java.util.Optional;

/// On whose word instructions are booked.
///
/// Only [Proposals] can make one with two people, and its constructor refuses the same person
/// twice: no screen and no caller can skip that.
public final class Authority {

    private static final Authority NOBODY = new Authority(Optional.empty());

    private final Optional<TwoPeople> people;

    private Authority(Optional<TwoPeople> people) {
        this.people = people;
    }

    static Authority ofNobodyInParticular() {
        return NOBODY;
    }

    static Authority of(TwoPeople people) {
        return new Authority(Optional.of(people));
    }

    Optional<TwoPeople> people() {
        return people;
    }

    record TwoPeople(ProposalId proposal, String proposer, String approver) {
        TwoPeople {
            if (proposer.equals(approver)) {
                throw new IllegalArgumentException("One person is not two: " + proposer);
            }
        }
    }
}
