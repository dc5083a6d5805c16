package okpay.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.wallet.Payments.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Paging through what somebody paid and received: all of it, once, newest first.
class PagesTest extends Story {

    @Autowired private JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 100})
    void pagesLaidTogetherAreEverythingOnce(int most) {
        var li = customer("李雷").holding("100.00 CNY");
        var han = customer("韩梅梅").holding("100.00 CNY");
        for (int i = 1; i <= 7; i++) {
            li.sends(i + ".00 CNY", han);
            han.sends(i + ".50 CNY", li);
        }

        var all = walk(li, "", most);

        assertThat(all).hasSize(14).isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
        assertThat(new HashSet<>(all)).hasSize(14);
        assertThat(walk(li, "梅", most)).hasSize(7);
        assertThat(walk(li, "nobody", most)).isEmpty();
    }

    @Test
    void whatIsOldIsFoundByGoingFurtherBack() {
        var li = customer("李雷").holding("100.00 CNY");
        var han = customer("韩梅梅");
        li.sends("1.00 CNY", han);
        var old = li.paymentId();
        jdbc.sql("update wallet.payment set note = 'orchid' where id = :id")
                .param("id", old.uuid())
                .update();
        jdbc.sql(
                        """
                        insert into wallet.payment (id, kind, customer, client_key, payee_ref,
                            payee_name, amount, currency, state, at, moved_at, version)
                        select gen_random_uuid(), 'SHOP', :me, 'old-' || n, 'S', 'shop', 1, 'CNY',
                            'FAILED', :now::timestamptz + n * interval '1 second', :now::timestamptz, 1
                        from generate_series(1, :count) as n
                        """)
                .param("me", li.id().uuid())
                .param("now", Timestamp.from(clock.instant()))
                .param("count", PaymentStore.WINDOW * 2 + 5)
                .update();

        var first =
                payments.list(
                        li.id(), new Filter("orchid", Optional.empty(), Optional.empty()), 20);
        assertThat(first.payments()).isEmpty();
        assertThat(first.next()).isPresent();
        assertThat(walk(li, "orchid", 20)).extracting(Payment::id).containsExactly(old);
    }

    private List<Payment> walk(Someone who, String text, int most) {
        var all = new ArrayList<Payment>();
        var before = Optional.<PaymentId>empty();
        do {
            var found = payments.list(who.id(), new Filter(text, Optional.empty(), before), most);
            assertThat(found.payments().size()).isLessThanOrEqualTo(most);
            all.addAll(found.payments());
            before = found.next();
        } while (before.isPresent());
        return all;
    }
}
