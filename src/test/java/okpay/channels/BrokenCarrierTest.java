package okpay.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import okpay.channels.Carrier.Result;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Letter;
import okpay.identity.Owners;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// One letter that breaks whoever carries it holds up none of the others, and is given up one day.
class BrokenCarrierTest extends Story {

    @Autowired private Owners owners;
    @Autowired private BeanFactory beans;
    @Autowired private JdbcClient jdbc;
    @Autowired private TransactionTemplate transaction;

    private final List<String> carried = new ArrayList<>();
    private String poison = "";

    private final Carrier carrier =
            new Carrier() {
                @Override
                public Channel channel() {
                    return Channel.EMAIL;
                }

                @Override
                public void carry(Iterable<Envelope> envelopes, Consumer<Result> told) {
                    for (var it : envelopes) {
                        if (it.address().equals(poison)) {
                            throw new IllegalStateException("a broken letter");
                        }
                        carried.add(it.address());
                        told.accept(new Result.Sent(it, "ref-" + it.id()));
                    }
                }
            };

    @Test
    void theOthersGo() {
        var dispatcher = Dispatchers.by(carrier, beans);
        send(dispatcher);
        var first = written();
        poison = written();
        var third = written();
        send(dispatcher);

        assertThat(carried).contains(first, third).doesNotContain(poison);
        assertThat(state()).isEqualTo("WAITING");
        for (int i = 0; i < 12; i++) {
            clock.passes(java.time.Duration.ofHours(16));
            send(dispatcher);
        }
        assertThat(state()).isEqualTo("GIVEN_UP");
    }

    private static void send(Dispatcher dispatcher) {
        int tried;
        do {
            tried = dispatcher.send(Channel.EMAIL);
        } while (tried > 0);
    }

    private String written() {
        Someone who = customer("李雷" + UUID.randomUUID());
        transaction.executeWithoutResult(
                _ -> owners.tell(who.customer(), Letter.Kind.WISH_SHIPPED, "深色模式", "有了"));
        return who.customer().email().orElseThrow().value();
    }

    private String state() {
        return jdbc.sql("select state from channels.dispatch where address = :to")
                .param("to", poison)
                .query(String.class)
                .single();
    }
}
