package okpay.web.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.casework.Fields;
import okpay.desk.Reads;
import okpay.identity.AgentId;
import okpay.identity.Person;
import okpay.resolution.Handling;
import okpay.support.Case;
import okpay.support.CaseFilter;
import okpay.support.CaseId;
import okpay.support.CaseLists;
import okpay.support.Cases;
import okpay.support.Promises;
import okpay.support.Stage;
import okpay.support.Tags;
import okpay.web.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The desk by program: lists, a case, and the steps an agent takes with it.
@RestController
class DeskDoor {

    private static final int PAGE = 50;

    private final Cases cases;
    private final CaseLists lists;
    private final Promises promises;
    private final Tags tags;
    private final Fields fields;
    private final Handling handling;
    private final Reads reads;

    DeskDoor(
            Cases cases,
            CaseLists lists,
            Promises promises,
            Tags tags,
            Fields fields,
            Handling handling,
            Reads reads) {
        this.cases = cases;
        this.lists = lists;
        this.promises = promises;
        this.tags = tags;
        this.fields = fields;
        this.handling = handling;
        this.reads = reads;
    }

    /// A line of a list.
    ///
    /// @param agent who has it; empty when nobody has
    /// @param due when the promise runs out that runs out first
    record Listed(
            String id,
            String number,
            String customer,
            String about,
            Stage stage,
            String priority,
            String agent,
            Optional<Instant> due,
            Instant movedAt) {
        static Listed of(Case one) {
            return new Listed(
                    one.id().toString(),
                    one.number(),
                    one.customer().toString(),
                    one.about().toString(),
                    one.stage(),
                    one.priority().name(),
                    one.assignee().map(AgentId::toString).orElse(""),
                    one.due(),
                    one.movedAt());
        }
    }

    /// @param conversation where its words are
    /// @param mergedInto the case it lies in; empty when in none
    record Whole(
            Listed head,
            String conversation,
            String mergedInto,
            List<String> tags,
            Map<String, String> fields,
            List<CaseDoor.Promised> promises) {}

    enum View {
        MINE,
        QUEUE,
        OPEN,
        SOLVED,
        ALL
    }

    /// Fifty at a time, the most urgent first; of those that are over the latest.
    ///
    /// @param skip how many to leave out, for the next page
    @GetMapping("/api/v1/desk/cases")
    List<Listed> list(
            @AuthenticationPrincipal Person.OfAgent me,
            @RequestParam(defaultValue = "MINE") View view,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "0") int skip) {
        var asked = CaseFilter.ALL.with(number, tag);
        var filter =
                switch (view) {
                    case MINE -> asked.of(me.agent().id()).open(true);
                    case QUEUE -> asked.waiting();
                    case OPEN -> asked.open(true);
                    case SOLVED -> asked.open(false);
                    case ALL -> asked;
                };
        return lists.list(filter, PAGE, Math.clamp(skip, 0, 10_000)).stream()
                .map(Listed::of)
                .toList();
    }

    @GetMapping("/api/v1/desk/cases/{id}")
    Whole find(@AuthenticationPrincipal Person.OfAgent me, @PathVariable String id) {
        var one = known(id);
        reads.note(one, me.agent().id());
        return whole(one);
    }

    @PostMapping("/api/v1/desk/cases/{id}/taking")
    Whole take(@AuthenticationPrincipal Person.OfAgent me, @PathVariable String id) {
        var one = known(id);
        if (one.stage() != Stage.CLOSED && one.mergedInto().isEmpty()) {
            handling.takeOver(one, me.agent());
        }
        return whole(known(id));
    }

    enum NotDone {
        /// It is with somebody else, or over.
        NOT_YOURS,
        CAUSE_MISSING,
        FIELDS_MISSING,
        CHECKLIST_OPEN,
        PARTS_OPEN,
        PROMISES_OPEN,
        NOT_VALID
    }

    /// The agent asked something and waits for the answer.
    @PostMapping("/api/v1/desk/cases/{id}/question")
    ResponseEntity<?> waitForCustomer(
            @AuthenticationPrincipal Person.OfAgent me, @PathVariable String id) {
        return after(id, handling.waitForCustomer(known(id).id(), me.agent().id()));
    }

    /// Back into the queue.
    @PostMapping("/api/v1/desk/cases/{id}/return")
    ResponseEntity<?> giveBack(
            @AuthenticationPrincipal Person.OfAgent me, @PathVariable String id) {
        return after(id, handling.giveBack(known(id).id(), me.agent().id()));
    }

    /// @param cause why it happened: a key of the list of causes
    record Solved(@NotBlank @Size(max = 40) String cause) {}

    @PostMapping("/api/v1/desk/cases/{id}/resolution")
    ResponseEntity<?> resolve(
            @AuthenticationPrincipal Person.OfAgent me,
            @PathVariable String id,
            @Valid @RequestBody Solved solved) {
        return switch (handling.resolve(known(id).id(), me.agent().id(), solved.cause)) {
            case Handling.Closing.Done _ -> ResponseEntity.ok(whole(known(id)));
            case Handling.Closing.NotYours _ -> Problems.refusal(NotDone.NOT_YOURS);
            case Handling.Closing.CauseMissing _ -> Problems.refusal(NotDone.CAUSE_MISSING);
            case Handling.Closing.Unfinished it ->
                    Problems.refusal(
                            switch (it.first().orElseThrow()) {
                                case FIELDS -> NotDone.FIELDS_MISSING;
                                case CHECKLIST -> NotDone.CHECKLIST_OPEN;
                                case PARTS -> NotDone.PARTS_OPEN;
                                case WORDS -> NotDone.PROMISES_OPEN;
                            });
        };
    }

    /// @param value empty to take out what stands there
    record Value(@NotNull @Size(max = 500) String value) {}

    @PutMapping("/api/v1/desk/cases/{id}/fields/{key}")
    ResponseEntity<?> fill(
            @AuthenticationPrincipal Person.OfAgent me,
            @PathVariable String id,
            @PathVariable String key,
            @Valid @RequestBody Value value) {
        var one = known(id);
        return fields.set(one.id(), me.agent().id(), key, value.value)
                ? ResponseEntity.ok(whole(one))
                : Problems.refusal(NotDone.NOT_VALID);
    }

    @PutMapping("/api/v1/desk/cases/{id}/tags/{tag}")
    ResponseEntity<?> tag(
            @AuthenticationPrincipal Person.OfAgent me,
            @PathVariable String id,
            @PathVariable String tag) {
        var one = known(id);
        return tags.put(one.id(), Optional.of(me.agent().id()), tag)
                ? ResponseEntity.ok(whole(one))
                : Problems.refusal(NotDone.NOT_VALID);
    }

    @DeleteMapping("/api/v1/desk/cases/{id}/tags/{tag}")
    Whole untag(
            @AuthenticationPrincipal Person.OfAgent me,
            @PathVariable String id,
            @PathVariable String tag) {
        var one = known(id);
        tags.takeOff(one.id(), me.agent().id(), tag);
        return whole(one);
    }

    private ResponseEntity<?> after(String id, boolean done) {
        return done ? ResponseEntity.ok(whole(known(id))) : Problems.refusal(NotDone.NOT_YOURS);
    }

    private Case known(String id) {
        return CaseId.read(id).flatMap(cases::find).orElseThrow(Problems.NotFound::new);
    }

    private Whole whole(Case one) {
        return new Whole(
                Listed.of(one),
                one.conversation().toString(),
                one.mergedInto().map(CaseId::toString).orElse(""),
                tags.of(one.id()),
                fields.of(one.id()),
                promises.of(one.id()).stream().map(CaseDoor.Promised::of).toList());
    }
}
