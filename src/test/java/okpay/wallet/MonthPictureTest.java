package okpay.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import okpay.channels.Notices;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.sandbank.Behaviour;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// A month at a glance, and what was told.
class MonthPictureTest extends Story {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    @Autowired private MonthPicture picture;
    @Autowired private Refunds refunds;
    @Autowired private Freezes freezes;
    @Autowired private Notices notices;

    @Test
    void whatWasPaidAndReceivedByCategoryWithoutWhatCameBack() {
        var month = nextMonth();
        var li = customer("李雷").holding("1000.00 CNY");
        var han = customer("韩梅梅").holding("100.00 CNY");
        var shop = shop("面馆", Behaviour.PROMPT);
        li.pays("30.00 CNY", shop);
        li.pays("40.00 CNY", shop);
        refunds.refund(li.paymentId(), PaymentState.SUCCEEDED);
        li.pays("50.00 CNY", shop("关门", Behaviour.REFUSES));
        li.sends("90.00 CNY", han);
        han.sends("12.00 CNY", li);
        clock.passes(Duration.ofDays(40));
        li.sends("1.00 CNY", han);

        assertThat(of(li, month))
                .extracting(
                        MonthPicture.Part::category,
                        MonthPicture.Part::sum,
                        MonthPicture.Part::payments,
                        MonthPicture.Part::share,
                        MonthPicture.Part::incoming)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "SEND", money("90.00 CNY"), 1L, 75L, false),
                        org.assertj.core.groups.Tuple.tuple(
                                "test", money("30.00 CNY"), 1L, 25L, false),
                        org.assertj.core.groups.Tuple.tuple(
                                "RECEIVED", money("12.00 CNY"), 1L, 100L, true));
        assertThat(of(customer("别人"), month)).isEmpty();
    }

    @Test
    void noticesTellWhatHappenedAndNoSecret() {
        var li = customer("李雷");
        freezes.close(li.customer());

        assertThat(notices.of(li.customer())).hasSize(1);
        assertThat(notices.of(customer("别人").customer())).isEmpty();
    }

    private List<MonthPicture.Part> of(Someone who, YearMonth month) {
        return picture.of(who.id(), month, CHINA, CNY);
    }

    /// From the first days of a month on.
    private YearMonth nextMonth() {
        var first = LocalDate.ofInstant(clock.instant(), CHINA).plusMonths(1).withDayOfMonth(2);
        clock.passes(
                Duration.between(clock.instant(), first.atTime(12, 0).atZone(CHINA).toInstant()));
        return YearMonth.from(first);
    }
}
