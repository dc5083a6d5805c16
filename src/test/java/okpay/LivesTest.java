package okpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.BiPredicate;
import okpay.disputes.DisputeStage;
import okpay.house.Printed;
import okpay.ledger.Hold;
import okpay.ledger.Proposal;
import okpay.reconciliation.Item;
import okpay.support.Promise;
import okpay.support.Stage;
import okpay.understanding.Version;
import okpay.wallet.PaymentState;
import org.junit.jupiter.api.Test;

/// Every life is a table; the diagrams in the docs are printed from the tables.
class LivesTest {

    @Test
    void theDiagramsInTheDocsAreTrue() {
        var text =
                """
                # The lives of things

                Printed by `LivesTest` from the tables beside the states; do not edit. A step that is not
                drawn cannot be taken.
                """
                        + life("Payment", PaymentState.values(), PaymentState::leadsTo)
                        + life("Hold", Hold.State.values(), Hold.State::leadsTo)
                        + life("Proposal", Proposal.State.values(), Proposal.State::leadsTo)
                        + life("Difference", Item.State.values(), Item.State::leadsTo)
                        + life("Case", Stage.values(), Stage::leadsTo)
                        + life("Dispute", DisputeStage.values(), DisputeStage::leadsTo)
                        + life("Promise", Promise.State.values(), Promise.State::leadsTo)
                        + life(
                                "Version of understanding",
                                Version.State.values(),
                                Version.State::leadsTo);
        Printed.is("lives.md", text);
    }

    @Test
    void nothingLeadsBackToItsBeginning() {
        assertThat(PaymentState.values()).noneMatch(state -> state.leadsTo(PaymentState.HELD));
        assertThat(Hold.State.values()).noneMatch(state -> state.leadsTo(Hold.State.OPEN));
        assertThat(Stage.values()).noneMatch(stage -> stage.leadsTo(Stage.OPENED));
    }

    private static <T extends Enum<T>> String life(
            String name, T[] states, BiPredicate<T, T> leadsTo) {
        var text = new StringBuilder("\n## " + name + "\n\n```mermaid\nstateDiagram-v2\n");
        text.append("    [*] --> ").append(states[0]).append('\n');
        for (var from : states) {
            var next = Arrays.stream(states).filter(to -> leadsTo.test(from, to)).toList();
            for (var to : next) {
                text.append("    %s --> %s\n".formatted(from, to));
            }
            if (next.isEmpty()) {
                text.append("    %s --> [*]\n".formatted(from));
            }
        }
        return text.append("```\n").toString();
    }
}
