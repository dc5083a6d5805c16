package okpay.web.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import okpay.identity.Person;
import okpay.money.Money;
import okpay.resolution.Hearing;
import okpay.resolution.QuestionId;
import okpay.resolution.WhichPayment;
import okpay.support.Cases;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.web.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Questions by program: one that is about no payment, to a person; and ours, which payment is
/// meant.
@RestController
class QuestionDoor {

    private final Hearing hearing;
    private final WhichPayment which;
    private final Cases cases;

    QuestionDoor(Hearing hearing, WhichPayment which, Cases cases) {
        this.hearing = hearing;
        this.which = which;
        this.cases = cases;
    }

    /// @param clientId made on the device for this question: sent twice, it is one
    record Question(@NotBlank String text, @NotBlank @Size(max = 100) String clientId) {}

    record Asked(String id, String number) {}

    /// Puts a question before a person, in the open case of such questions or a new one.
    @PostMapping("/api/v1/cases")
    ResponseEntity<?> ask(
            @AuthenticationPrincipal Person.OfCustomer me, @Valid @RequestBody Question question) {
        return switch (hearing.ask(me.customer(), question.text(), question.clientId())) {
            case Hearing.Asked(var one) ->
                    ResponseEntity.status(201).body(new Asked(one.id().toString(), one.number()));
            case Hearing.NotAsked(var why) -> Problems.refusal(why);
        };
    }

    /// @param number by which it is chosen, from 1
    record Choice(int number, String payment, Money amount, String payee, Instant at) {
        static Choice of(int number, Payment payment) {
            return new Choice(
                    number,
                    payment.id().toString(),
                    payment.amount(),
                    payment.payeeName(),
                    payment.at());
        }
    }

    /// @param until then a person has it
    /// @param chosen the payment; empty while there is no answer, or when none of them was meant
    record Which(String state, Instant until, List<Choice> choices, String chosen) {}

    /// What a message that shows `which:qu_…` asks.
    @GetMapping("/api/v1/questions/{id}")
    Which find(@AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        return QuestionId.read(id)
                .flatMap(which::find)
                .filter(it -> cases.find(it.of(), me.customer().id()).isPresent())
                .map(this::shown)
                .orElseThrow(Problems.NotFound::new);
    }

    private Which shown(WhichPayment.Question question) {
        var payments = which.payments(question);
        return new Which(
                question.state().name(),
                question.until(),
                payments.stream().map(it -> Choice.of(1 + payments.indexOf(it), it)).toList(),
                question.chosen().map(PaymentId::toString).orElse(""));
    }

    /// @param number of what is meant; 0 for none of them
    record Picked(@Min(0) int number) {}

    /// Answers it, once.
    @PostMapping("/api/v1/questions/{id}/choices")
    Which choose(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @Valid @RequestBody Picked picked) {
        var shown = find(me, id);
        if (picked.number() > shown.choices().size()) {
            throw new Problems.Mistake("number");
        }
        which.choose(
                me.customer().id(),
                QuestionId.read(id).orElseThrow(Problems.NotFound::new),
                picked.number());
        return find(me, id);
    }
}
