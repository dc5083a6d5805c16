package okpay.wallet;

/// What to do when the bank has spoken. Decides and touches nothing; every pair of a payment's
/// state and an answer stands in this one place.
sealed interface Settlement {

    /// Take what was set aside: the payee has it.
    record Capture() implements Settlement {}

    /// Free what was set aside: it did not happen.
    record Release() implements Settlement {}

    /// Ask again later.
    record AskAgain() implements Settlement {}

    /// We gave the money back ahead of the bank, and the bank did pay: what we set aside goes to
    /// the bank, and what we advanced is ours to recover from the payee.
    record PaidAfterAll() implements Settlement {}

    /// We gave the money back ahead of the bank, and the bank did not pay: our advance comes home.
    record AdvanceReturns() implements Settlement {}

    /// What comes after a last word, and is acted on once.
    sealed interface LastWord extends Settlement {}

    /// We had believed a "no" and freed the money; now the bank says it paid. The loss is ours.
    record PaidAfterFailing() implements LastWord {}

    /// The bank takes back a "yes". The books stay; a person must ask.
    record Contradiction() implements LastWord {}

    /// The money came back from the other side after all: the customer has it again.
    record GiveBack() implements Settlement {}

    /// The same, but OKPay had given the customer the money out of its own pocket: it keeps it.
    record AdvanceComesHome() implements LastWord {}

    /// What was our loss came back.
    record LossComesBack() implements LastWord {}

    /// Heard before.
    record Nothing() implements Settlement {}

    /// @param said the bank's word before this one
    static Settlement decide(PaymentState state, boolean ahead, String said, Rail.Answer answer) {
        return switch (state) {
            case HELD, UNKNOWN ->
                    switch (answer) {
                        case Rail.Answer.Succeeded _ -> new Capture();
                        case Rail.Answer.Failed _, Rail.Answer.Returned _ -> new Release();
                        case Rail.Answer.Unclear _ -> new AskAgain();
                    };
            case REFUNDED ->
                    switch (answer) {
                        case Rail.Answer.Succeeded _ -> ahead ? new PaidAfterAll() : new Nothing();
                        case Rail.Answer.Failed _ -> ahead ? new AdvanceReturns() : new Nothing();
                        case Rail.Answer.Returned _ ->
                                ahead ? new AdvanceReturns() : new AdvanceComesHome();
                        case Rail.Answer.Unclear _ -> ahead ? new AskAgain() : new Nothing();
                    };
            // "It came back" may be heard before "it arrived": then nothing is lost.
            case FAILED ->
                    switch (answer) {
                        case Rail.Answer.Succeeded _ ->
                                said.equals("RETURNED") ? new Nothing() : new PaidAfterFailing();
                        case Rail.Answer.Returned _ ->
                                said.equals("SUCCESS") ? new LossComesBack() : new Nothing();
                        case Rail.Answer.Failed _, Rail.Answer.Unclear _ -> new Nothing();
                    };
            case SUCCEEDED ->
                    switch (answer) {
                        case Rail.Answer.Failed _ -> new Contradiction();
                        case Rail.Answer.Returned _ -> new GiveBack();
                        case Rail.Answer.Succeeded _, Rail.Answer.Unclear _ -> new Nothing();
                    };
        };
    }
}
