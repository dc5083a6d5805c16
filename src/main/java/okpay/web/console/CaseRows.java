package okpay.web.console;

import java.util.List;
import java.util.Optional;
import okpay.identity.Agent;
import okpay.identity.Agents;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.support.Case;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import org.springframework.stereotype.Component;

/// What a line in the desk's list shows of a case.
@Component
class CaseRows {

    private final Customers customers;
    private final Agents agents;
    private final Payments payments;

    CaseRows(Customers customers, Agents agents, Payments payments) {
        this.customers = customers;
        this.agents = agents;
        this.payments = payments;
    }

    List<CaseRow> of(List<Case> cases) {
        var names = new java.util.HashMap<okpay.identity.AgentId, String>();
        agents.all().forEach(agent -> names.put(agent.id(), agent.name()));
        return cases.stream()
                .map(one ->
                        new CaseRow(
                                one,
                                customers.find(one.customer()).map(Customer::name).orElse("?"),
                                one.assignee().map(id -> names.getOrDefault(id, "?")),
                                paymentOf(one),
                                one.due()))
                .toList();
    }

    Optional<Payment> paymentOf(Case one) {
        return one.about().kind().equals("payment")
                ? PaymentId.read(one.about().id()).flatMap(payments::find)
                : Optional.empty();
    }

    Optional<Agent> assigneeOf(Case one) {
        return one.assignee().flatMap(agents::find);
    }
}
