package okpay.friends;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import okpay.channels.Outbox;
import okpay.channels.Outgoing;
import okpay.friends.Plan.Every;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.CustomerId;
import okpay.identity.EmailAddress;
import okpay.wallet.Freezes;
import okpay.wallet.PayOrder;
import okpay.wallet.PaymentId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Money that leaves by itself on its day.
class PlanTest extends Story {

    @Autowired private Plans plans;
    @Autowired private PlanKeeper keeper;
    @Autowired private Freezes freezes;
    @Autowired private Outbox outbox;

    private Someone li;
    private Someone han;

    @BeforeEach
    void twoFriendsInTheMorning() {
        li = customer("李雷").holding("100.00 CNY");
        han = customer("韩梅梅");
        clock.passes(
                Duration.between(
                        clock.instant(),
                        plans.today().plusDays(1).atTime(9, 0).atZone(Plans.ZONE).toInstant()));
    }

    @Test
    void onceOnItsDayAndNotBefore() {
        planned(Every.ONCE, tomorrow(), Optional.empty());
        keeper.send();
        han.holds("0.00 CNY");

        clock.passes(Duration.ofDays(1));
        keeper.send();
        keeper.send();

        han.holds("30.00 CNY");
        li.holds("70.00 CNY");
        assertThat(plans.of(li.id())).isEmpty();
        assertThat(letters()).contains("您设置了定时转账", "定时转账已转出");
    }

    @Test
    void everyWeekUntilItsEnd() {
        planned(Every.WEEK, tomorrow(), Optional.of(tomorrow().plusDays(13)));
        for (int day = 0; day < 30; day++) {
            clock.passes(Duration.ofDays(1));
            keeper.send();
        }
        han.holds("60.00 CNY");
        assertThat(plans.of(li.id())).isEmpty();
    }

    @Test
    void aDayThatWasMissedIsOverAndTheOwnerIsTold() {
        planned(Every.WEEK, tomorrow(), Optional.empty());
        clock.passes(Duration.ofDays(30));
        keeper.send();
        keeper.send();

        han.holds("0.00 CNY");
        assertThat(letters()).containsOnlyOnce("定时转账没有成功");
        assertThat(plans.of(li.id()).getFirst().next().orElseThrow()).isAfter(plans.today());
    }

    @Test
    void afterItsLastDayNothingLeaves() {
        planned(Every.ONCE, tomorrow(), Optional.of(tomorrow()));
        clock.passes(Duration.ofDays(2));
        keeper.send();

        han.holds("0.00 CNY");
        assertThat(plans.of(li.id())).isEmpty();
    }

    @Test
    void twoKeepersSendItOnce() throws Exception {
        planned(Every.WEEK, tomorrow(), Optional.empty());
        clock.passes(Duration.ofDays(1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = List.of(threads.submit(keeper::send), threads.submit(keeper::send));
            for (var one : both) {
                one.get();
            }
        }
        han.holds("30.00 CNY");
    }

    /// Killed after the books had it and before the plan knew: it is not sent again.
    @Test
    void whatWasSentBeforeACrashIsNotSentAgain() {
        var plan = planned(Every.WEEK, tomorrow(), Optional.empty());
        clock.passes(Duration.ofDays(1));
        var order = new PayOrder(plan.amount(), "", Ids.next().toString(), PIN);
        payments.send(li.customer(), han.customer(), order, plan.payment());

        keeper.send();

        han.holds("30.00 CNY");
        assertThat(plans.of(li.id()).getFirst().next()).contains(tomorrow().plusDays(6));
    }

    @Test
    void theSameWishIsPlannedOnce() {
        var wish = wish(Every.WEEK, tomorrow(), Optional.empty());
        var first = plans.make(li.customer(), han.customer(), wish, PIN);
        assertThat(plans.make(li.customer(), han.customer(), wish, "000000")).isEqualTo(first);
        assertThat(plans.of(li.id())).hasSize(1);
        var other =
                new Plans.Wish(
                        money("31.00 CNY"), "", Every.WEEK, wish.first(), wish.until(), wish.key());
        refused(other, PIN, Plans.Reason.KEY_REUSED);
    }

    @Test
    void theLastDayOfAShortMonth() {
        var first = LocalDate.of(2027, 1, 31);
        var plan = plan(Every.MONTH, first);
        var days =
                Stream.iterate(Optional.of(first), Optional::isPresent, it -> plan.after(it.get()))
                        .limit(4)
                        .map(Optional::get);
        assertThat(days)
                .containsExactly(
                        first,
                        LocalDate.of(2027, 2, 28),
                        LocalDate.of(2027, 3, 31),
                        LocalDate.of(2027, 4, 30));
    }

    /// The next day is always later, and never more than one period away.
    @Test
    void everyDayHasANextOne() {
        for (var every : new Every[] {Every.WEEK, Every.MONTH}) {
            for (int start = 0; start < 40; start++) {
                var first = LocalDate.of(2027, 12, 1).plusDays(start);
                var plan = plan(every, first);
                for (int later = 0; later < 800; later++) {
                    var day = first.plusDays(later);
                    var next = plan.after(day).orElseThrow();
                    assertThat(next).isAfter(day).isBeforeOrEqualTo(day.plusDays(31));
                }
            }
        }
    }

    @Test
    void withoutMoneyItWaitsUntilTheEvening() {
        planned(Every.ONCE, tomorrow(), Optional.empty());
        li.sends("90.00 CNY", customer("somebody"));
        clock.passes(Duration.ofDays(1));
        keeper.send();
        keeper.send();
        assertThat(letters()).containsOnlyOnce("余额不足，定时转账等待中");

        li.holding("50.00 CNY");
        clock.passes(Duration.ofHours(1));
        keeper.send();
        han.holds("30.00 CNY");
    }

    @Test
    void inTheEveningItIsOverAndTheOwnerIsTold() {
        planned(Every.ONCE, tomorrow(), Optional.empty());
        li.sends("90.00 CNY", customer("somebody"));
        clock.passes(Duration.ofHours(24 + 11));
        keeper.send();
        li.holding("50.00 CNY");
        clock.passes(Duration.ofDays(1));
        keeper.send();

        han.holds("0.00 CNY");
        assertThat(letters()).contains("定时转账没有成功");
    }

    @Test
    void whatIsEndedOrOfAClosedWalletDoesNotLeave() {
        var ended = planned(Every.ONCE, tomorrow(), Optional.empty());
        planned(Every.ONCE, tomorrow(), Optional.empty());
        plans.end(ended);
        freezes.close(li.customer());
        clock.passes(Duration.ofDays(1));
        keeper.send();

        han.holds("0.00 CNY");
        li.holds("100.00 CNY");
        assertThat(plans.find(ended.id(), han.id())).isEmpty();
    }

    @Test
    void nonsenseIsNotPlanned() {
        refused(wish(Every.ONCE, plans.today(), Optional.empty()), PIN, Plans.Reason.DAY_WRONG);
        refused(
                wish(Every.ONCE, plans.today().plusYears(2), Optional.empty()),
                PIN,
                Plans.Reason.DAY_WRONG);
        refused(
                wish(Every.WEEK, tomorrow(), Optional.of(plans.today())),
                PIN,
                Plans.Reason.DAY_WRONG);
        refused(wish(Every.ONCE, tomorrow(), Optional.empty()), "000000", Plans.Reason.PIN_WRONG);
        refused(
                wish(Every.WEEK, tomorrow(), Optional.of(LocalDate.of(999_999, 1, 1))),
                PIN,
                Plans.Reason.DAY_WRONG);
        refused(
                new Plans.Wish(
                        money("20000.01 CNY"), "", Every.ONCE, tomorrow(), Optional.empty(), "k"),
                PIN,
                Plans.Reason.OVER_LIMIT_ONCE);
        assertThat(
                        plans.make(
                                li.customer(),
                                li.customer(),
                                wish(Every.ONCE, tomorrow(), Optional.empty()),
                                PIN))
                .isEqualTo(new Plans.NotPlanned(Plans.Reason.ONESELF));
        for (int i = 0; i < 30; i++) {
            planned(Every.ONCE, tomorrow(), Optional.empty());
        }
        refused(wish(Every.ONCE, tomorrow(), Optional.empty()), PIN, Plans.Reason.TOO_MANY_PLANS);
    }

    private void refused(Plans.Wish wish, String pin, Plans.Reason why) {
        assertThat(plans.make(li.customer(), han.customer(), wish, pin))
                .isEqualTo(new Plans.NotPlanned(why));
    }

    private LocalDate tomorrow() {
        return plans.today().plusDays(1);
    }

    private static Plans.Wish wish(Every every, LocalDate first, Optional<LocalDate> until) {
        return new Plans.Wish(money("30.00 CNY"), "房租", every, first, until, Ids.next().toString());
    }

    private Plan planned(Every every, LocalDate first, Optional<LocalDate> until) {
        var wish = wish(every, first, until);
        return ((Plans.Planned) plans.make(li.customer(), han.customer(), wish, PIN)).plan();
    }

    private static Plan plan(Every every, LocalDate first) {
        return new Plan(
                PlanId.next(),
                CustomerId.next(),
                CustomerId.next(),
                money("30.00 CNY"),
                "",
                every,
                first,
                Optional.of(first),
                Optional.empty(),
                PaymentId.next());
    }

    private Stream<String> letters() {
        var email = li.customer().email().map(EmailAddress::value).orElseThrow();
        return outbox.latest(email).stream().map(Outgoing::subject);
    }
}
