package okpay.web.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import okpay.desk.Alerts;
import okpay.desk.Drafts;
import okpay.desk.HeldReplies;
import okpay.desk.Presence;
import okpay.desk.Viewers;
import okpay.resolution.Macros;
import okpay.resolution.Replies;
import okpay.support.Case;
import okpay.support.Notes;
import okpay.support.Receipts;
import okpay.support.Rewriting;
import okpay.support.Writing;
import okpay.web.Html;
import okpay.web.LiveStreams;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Writing at the desk: replies, notes, drafts, and who else is writing.
@Controller
class ReplyPages {

    private static final int LONGEST_ID = 100;

    private final DeskCases cases;
    private final DeskParts parts;
    private final Replies replies;
    private final Notes notes;
    private final Drafts drafts;
    private final Viewers viewers;
    private final Presence presence;
    private final Alerts alerts;
    private final HeldReplies held;
    private final Macros macros;
    private final Receipts receipts;
    private final LiveStreams live;

    ReplyPages(
            DeskCases cases,
            DeskParts parts,
            Replies replies,
            Notes notes,
            Drafts drafts,
            Viewers viewers,
            Presence presence,
            Alerts alerts,
            HeldReplies held,
            Macros macros,
            Receipts receipts,
            LiveStreams live) {
        this.receipts = receipts;
        this.cases = cases;
        this.parts = parts;
        this.replies = replies;
        this.notes = notes;
        this.drafts = drafts;
        this.viewers = viewers;
        this.presence = presence;
        this.alerts = alerts;
        this.held = held;
        this.macros = macros;
        this.live = live;
    }

    /// @param after the number of the last message on the writer's screen
    /// @param promise times in the words that are promised with them
    /// @param note the words are for colleagues
    /// @param macro the prepared reply whose steps are taken once this one is sent
    @PostMapping("/console/cases/{id}/messages")
    ResponseEntity<String> write(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String text,
            @RequestParam String clientId,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "") List<String> promise,
            @RequestParam(defaultValue = "false") boolean secondLook,
            @RequestParam(defaultValue = "false") boolean noPromise,
            @RequestParam(defaultValue = "false") boolean note,
            @RequestParam(required = false) Optional<UUID> macro) {
        var one = cases.get(id);
        if (clientId.isBlank() || clientId.length() > LONGEST_ID) {
            throw new Problems.Mistake("clientId");
        }
        if (note) {
            return note(page, one, text, after);
        }
        var reply =
                new Replies.Reply(
                        text, clientId, after, times(promise), secondLook, noPromise, page.zone());
        return switch (replies.send(one, page.agent(), reply)) {
            case Replies.Outcome.Sent(var before) -> {
                var undone =
                        before
                                ? Optional.<Macros.Undone>empty()
                                : macro.flatMap(it -> macros.carryOut(one.id(), page.agent(), it));
                undone.ifPresent(_ -> live.wake("case:" + one.id()));
                yield answer(page, one, after, undone.map(it -> "macro.undone." + it));
            }
            case Replies.Outcome.Held _ -> {
                live.wake("case:" + one.id());
                yield answer(
                        page,
                        one,
                        after,
                        Optional.of(macro.isPresent() ? "reply.held.macro" : "reply.held.asked"));
            }
            case Replies.Outcome.Newer _ -> {
                var all = new java.util.ArrayList<>(parts.since(page, one, after));
                all.add(parts.doubts(page, one, List.of(), Optional.of("reply.newer")));
                yield conflict(all);
            }
            case Replies.Outcome.Doubtful(var doubts) ->
                    conflict(List.of(parts.doubts(page, one, doubts, Optional.empty())));
            case Replies.Outcome.LiesElsewhere(var where) -> Html.goTo("/console/cases/" + where);
            case Replies.Outcome.NotAccepted(var reason) ->
                    Html.answer(
                            HttpStatus.UNPROCESSABLE_CONTENT, page.say("chat.refused." + reason));
        };
    }

    /// Takes a reply back that the customer has not read; its words are in the box again.
    @PostMapping("/console/cases/{id}/messages/{seq}/removal")
    ResponseEntity<String> takeBack(
            @ModelAttribute("page") Page page, @PathVariable String id, @PathVariable long seq) {
        var one = cases.get(id);
        var outcome = replies.takeBack(one, page.agent(), seq);
        if (outcome != Rewriting.Outcome.DONE) {
            return Html.answer(
                    HttpStatus.UNPROCESSABLE_CONTENT, page.say("rewrite.refused." + outcome));
        }
        live.wake("case:" + one.id());
        return Html.goTo("/console/cases/" + one.id());
    }

    private ResponseEntity<String> note(Page page, Case one, String text, long after) {
        if (!notes.write(one.id(), page.agent().id(), text)) {
            var reason = text.isBlank() ? Writing.Reason.EMPTY : Writing.Reason.TOO_LONG;
            return Html.answer(
                    HttpStatus.UNPROCESSABLE_CONTENT, page.say("chat.refused." + reason));
        }
        drafts.forget(page.agent().id(), one.id());
        live.wake("case:" + one.id());
        return answer(page, one, after, Optional.empty());
    }

    private ResponseEntity<String> answer(Page page, Case one, long after, Optional<String> said) {
        var all = new java.util.ArrayList<>(parts.since(page, cases.again(one), after));
        all.add(parts.doubts(page, one, List.of(), said));
        return Html.answer(all);
    }

    private static ResponseEntity<String> conflict(List<LiveStreams.Part> parts) {
        var body = new StringBuilder();
        parts.forEach(it -> body.append(it.html()));
        return Html.answer(HttpStatus.CONFLICT, body.toString());
    }

    private static Set<Instant> times(List<String> promise) {
        var times = new HashSet<Instant>();
        for (var it : promise) {
            try {
                times.add(Instant.parse(it));
            } catch (DateTimeException _) {
                throw new Problems.Mistake("promise");
            }
        }
        return times;
    }

    /// Keeps what is typed, and tells colleagues that somebody is here, or writing, and the
    /// customer how far they were read. Answers with who else is.
    ///
    /// @param seen the number of the last message on the writer's screen, while it can be seen
    @PostMapping("/console/cases/{id}/looks")
    ResponseEntity<String> look(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long seen,
            @RequestParam(required = false) Optional<String> draft) {
        var one = cases.get(id);
        var agent = page.agent().id();
        presence.seen(agent);
        boolean writes = draft.filter(it -> !it.isBlank()).isPresent();
        draft.ifPresent(text -> drafts.keep(agent, one.id(), text));
        viewers.look(one.id(), agent, writes);
        if (seen > 0 || writes) {
            receipts.mark(one.conversation(), Receipts.Side.DESK, seen, writes);
        }
        return Html.answer(List.of(parts.looking(page, one)));
    }

    @PostMapping("/console/held/{id}/letting-go")
    String letGo(
            @ModelAttribute("page") Page page,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") long seen) {
        return decided(held.letGo(id, page.agent(), seen));
    }

    @PostMapping("/console/held/{id}/keeping-back")
    String keepBack(
            @ModelAttribute("page") Page page,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String why) {
        if (why.length() > 500) {
            throw new Problems.Mistake("why");
        }
        return decided(held.keepBack(id, page.agent(), why.strip()));
    }

    private static String decided(HeldReplies.Decision decision) {
        return switch (decision) {
            case DONE -> "redirect:/console/proposals";
            case OVER -> "redirect:/console/proposals?said=reply.over";
            case NOT_YOURS -> "redirect:/console/proposals?said=reply.not.yours";
            case NEWER -> "redirect:/console/proposals?said=reply.newer";
        };
    }

    @PostMapping("/console/held/{id}/withdrawal")
    String withdraw(
            @ModelAttribute("page") Page page, @PathVariable UUID id, @RequestParam String of) {
        held.withdraw(id, page.agent().id());
        return "redirect:/console/cases/" + cases.get(of).id();
    }

    @PostMapping("/console/notices/seen")
    String seen(@ModelAttribute("page") Page page) {
        alerts.seenAll(page.agent().id());
        return "redirect:/console/cases";
    }

    @PostMapping("/console/presence")
    String presence(@ModelAttribute("page") Page page, @RequestParam Presence.State state) {
        presence.set(page.agent().id(), state);
        return "redirect:/console/cases";
    }
}
