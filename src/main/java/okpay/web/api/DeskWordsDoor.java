package okpay.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okpay.desk.Reads;
import okpay.identity.AgentId;
import okpay.identity.Devices;
import okpay.identity.Person;
import okpay.identity.SignIns;
import okpay.resolution.Replies;
import okpay.search.CaseSearch;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Notes;
import okpay.support.Writing;
import okpay.web.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What is said at the desk, by program: the same guard reads every reply before it leaves.
@RestController
class DeskWordsDoor {

    private final Cases cases;
    private final Conversations conversations;
    private final Reads reads;
    private final Replies replies;
    private final Notes notes;
    private final CaseSearch search;
    private final SignIns signIns;
    private final Devices devices;

    DeskWordsDoor(
            Cases cases,
            Conversations conversations,
            Reads reads,
            Replies replies,
            Notes notes,
            CaseSearch search,
            SignIns signIns,
            Devices devices) {
        this.cases = cases;
        this.conversations = conversations;
        this.reads = reads;
        this.replies = replies;
        this.notes = notes;
        this.search = search;
        this.signIns = signIns;
        this.devices = devices;
    }

    record Credentials(
            @NotBlank @Size(max = 254) String email, @NotBlank @Size(max = 256) String password) {}

    record Opened(String token, String agent, String name, String role) {}

    /// An agent signs in. The session is carried as `Authorization: Bearer TOKEN`; it gives nobody
    /// a place in the queue.
    @PostMapping("/api/v1/desk/sessions")
    ResponseEntity<?> open(
            @Valid @RequestBody Credentials credentials,
            @RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String browser,
            HttpServletRequest request) {
        return switch (signIns.agent(
                credentials.email,
                credentials.password,
                devices.read(browser, ""),
                request.getRemoteAddr())) {
            case SignIns.SignedIn(var token, Person.OfAgent(var agent)) ->
                    ResponseEntity.status(HttpStatus.CREATED)
                            .body(
                                    new Opened(
                                            token.secret(),
                                            agent.id().toString(),
                                            agent.name(),
                                            agent.role().name()));
            case SignIns.SignedIn _ -> throw new IllegalStateException("A customer is no agent");
            case SignIns.NotSignedIn(var reason) -> Problems.refusal(reason);
        };
    }

    /// Messages after number `after`, in order, at most 200.
    @GetMapping("/api/v1/desk/cases/{id}/messages")
    List<CaseDoor.Said> messages(
            @AuthenticationPrincipal Person.OfAgent me,
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after) {
        var one = known(id);
        reads.note(one, me.agent().id());
        return conversations.since(one.conversation(), after).stream()
                .map(it -> CaseDoor.said(it, true))
                .toList();
    }

    /// @param clientId made by the program for these words: sent twice, they leave once
    /// @param seen the number of the last message the writer has read
    /// @param promised times in the words that are promised with them
    /// @param noPromise the times in the words are no promises
    /// @param secondLook where something is doubtful, a second person decides
    /// @param zone where the customer is; `Asia/Shanghai` when missing
    record Reply(
            @NotBlank String text,
            @NotBlank @Size(max = 100) String clientId,
            @Min(0) long seen,
            Optional<Set<Instant>> promised,
            Optional<Boolean> noPromise,
            Optional<Boolean> secondLook,
            Optional<String> zone) {}

    /// What must be settled before the words leave.
    record Doubt(String kind, String words, Optional<Instant> due) {}

    /// What came of a reply: `SENT`, `HELD` (a second person looks at it), `NEWER` (something was
    /// written meanwhile and must be read first), `DOUBTFUL`, or `MERGED` (the case lies in another
    /// one, named in `where`).
    record Outcome(String outcome, List<Doubt> doubts, String where) {
        static Outcome of(String outcome) {
            return new Outcome(outcome, List.of(), "");
        }
    }

    @PostMapping("/api/v1/desk/cases/{id}/messages")
    ResponseEntity<?> write(
            @AuthenticationPrincipal Person.OfAgent me,
            @PathVariable String id,
            @Valid @RequestBody Reply reply) {
        var words =
                new Replies.Reply(
                        reply.text,
                        reply.clientId,
                        reply.seen,
                        reply.promised.orElse(Set.of()),
                        reply.secondLook.orElse(false),
                        reply.noPromise.orElse(false),
                        zone(reply.zone.orElse("Asia/Shanghai")));
        return switch (replies.send(known(id), me.agent(), words)) {
            case Replies.Outcome.Sent _ -> ResponseEntity.status(201).body(Outcome.of("SENT"));
            case Replies.Outcome.Held _ -> ResponseEntity.status(202).body(Outcome.of("HELD"));
            case Replies.Outcome.Newer _ -> conflict(Outcome.of("NEWER"));
            case Replies.Outcome.LiesElsewhere(var where) ->
                    conflict(new Outcome("MERGED", List.of(), where.toString()));
            case Replies.Outcome.Doubtful(var doubts) ->
                    conflict(
                            new Outcome(
                                    "DOUBTFUL",
                                    doubts.stream()
                                            .map(it ->
                                                    new Doubt(
                                                            it.kind().name(), it.words(), it.due()))
                                            .toList(),
                                    ""));
            case Replies.Outcome.NotAccepted(var reason) -> Problems.refusal(reason);
        };
    }

    record Note(@NotBlank String text) {}

    /// For colleagues only.
    @PostMapping("/api/v1/desk/cases/{id}/notes")
    ResponseEntity<?> note(
            @AuthenticationPrincipal Person.OfAgent me,
            @PathVariable String id,
            @Valid @RequestBody Note note) {
        return notes.write(known(id).id(), me.agent().id(), note.text)
                ? ResponseEntity.noContent().build()
                : Problems.refusal(Writing.Reason.TOO_LONG);
    }

    /// @param by who wrote it
    record Noted(String by, String text, Instant at) {}

    @GetMapping("/api/v1/desk/cases/{id}/notes")
    List<Noted> notes(@PathVariable String id) {
        return notes.of(known(id).id()).stream()
                .map(it -> new Noted(by(it.by()), it.text(), it.at()))
                .toList();
    }

    /// Cases and conversations in which something was found, the latest first, at most 50.
    @GetMapping("/api/v1/desk/search")
    List<CaseSearch.Hit> search(@RequestParam @Size(max = 200) String q) {
        return search.find(q, 50);
    }

    private static String by(AgentId id) {
        return id.toString();
    }

    private static ResponseEntity<Outcome> conflict(Outcome outcome) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(outcome);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException _) {
            throw new Problems.Mistake("zone");
        }
    }

    private Case known(String id) {
        return CaseId.read(id).flatMap(cases::find).orElseThrow(Problems.NotFound::new);
    }
}
