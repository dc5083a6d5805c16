package okpay.channels.social;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import okpay.channels.Arrival.State;
import okpay.channels.Arrival.Why;
import okpay.channels.ArrivalId;
import okpay.channels.Arrivals;
import okpay.channels.Dispatches;
import okpay.channels.Enclosures;
import okpay.channels.Piece;
import okpay.channels.Reception;
import okpay.channels.Ways;
import okpay.channels.social.Bindings.Binding;
import okpay.identity.Customers;
import okpay.support.Cases;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

/// Puts what a customer says in a chat into the case they are talking about there: the one they
/// spoke in last, for a while; then one whose number they name, or a new one.
@Component
class Placing {

    /// Who comes back to a chat later comes with something else.
    private static final Duration SAME = Duration.ofDays(3);

    private final Arrivals arrivals;
    private final Ways ways;
    private final Cases cases;
    private final Customers customers;
    private final Reception reception;
    private final Enclosures enclosures;
    private final Bindings bindings;
    private final Dispatches dispatches;
    private final Clock clock;

    Placing(
            Arrivals arrivals,
            Ways ways,
            Cases cases,
            Customers customers,
            Reception reception,
            Enclosures enclosures,
            Bindings bindings,
            Dispatches dispatches,
            Clock clock) {
        this.arrivals = arrivals;
        this.ways = ways;
        this.cases = cases;
        this.customers = customers;
        this.reception = reception;
        this.enclosures = enclosures;
        this.bindings = bindings;
        this.dispatches = dispatches;
        this.clock = clock;
    }

    void place(ArrivalId id, Said said, Binding whose, Messenger there) throws IOException {
        if (said.text().isBlank() && said.files().isEmpty()) {
            arrivals.settle(id, State.IGNORED, Why.EMPTY, "");
            return;
        }
        // Before anything is written: what cannot be had now is had at the next try.
        var pieces = new ArrayList<Piece>();
        for (var file : said.files()) {
            pieces.add(new Piece(file.name(), new ByteArrayResource(there.fetch(file))));
        }
        var customer = customers.find(whose.customer()).orElseThrow();
        var then = clock.instant().minus(SAME);
        var in = ways.latest(said.channel(), said.address(), then).flatMap(cases::of);
        var heard =
                reception.hear(
                        customer,
                        in.map(cases::root),
                        new Reception.Words(
                                said.channel(),
                                said.address(),
                                said.text().isBlank() ? "📎" : said.text(),
                                id));
        if (!bindings.isOf(said.channel(), said.address(), customer.id())) {
            // They left meanwhile: they are heard, and answered in the app.
            ways.closed(said.channel(), said.address());
            dispatches.drop(said.channel(), said.address());
        }
        enclosures.add(heard.conversation(), customer, pieces, id);
        arrivals.taken(id, said.text(), heard.conversation(), heard.seq());
    }
}
