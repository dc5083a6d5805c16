package okpay.web.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import okpay.desk.Alerts;
import okpay.desk.Drafts;
import okpay.desk.Presence;
import okpay.desk.Reads;
import okpay.desk.Viewers;
import okpay.drafting.Drafter;
import okpay.id.Ids;
import okpay.money.Amounts;
import okpay.money.Money;
import okpay.resolution.FourEyes;
import okpay.support.Case;
import okpay.support.Glances;
import okpay.support.Merging;
import okpay.web.ChatParts;
import okpay.web.Html;
import okpay.web.LivePage;
import okpay.web.LiveStreams.Part;
import okpay.web.Page;
import okpay.web.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The desk's cases: the list, and one with words, person and money side by side.
@Controller
class CasePages implements LivePage {

    private static final Set<String> LIGHT = Set.of("conversation", "read", "desk");

    private final DeskCases cases;
    private final CaseRows rows;
    private final Beside beside;
    private final ChatParts chat;
    private final DeskParts parts;
    private final Worksheet worksheet;
    private final Drafts drafts;
    private final Reads reads;
    private final Drafter drafter;
    private final Viewers viewers;
    private final Alerts alerts;
    private final Presence presence;
    private final FourEyes fourEyes;
    private final Glances glances;
    private final Pages pages;

    CasePages(
            DeskCases cases,
            CaseRows rows,
            Beside beside,
            ChatParts chat,
            DeskParts parts,
            Worksheet worksheet,
            Drafts drafts,
            Reads reads,
            Drafter drafter,
            Viewers viewers,
            Alerts alerts,
            Presence presence,
            FourEyes fourEyes,
            Glances glances,
            Pages pages) {
        this.cases = cases;
        this.rows = rows;
        this.beside = beside;
        this.chat = chat;
        this.parts = parts;
        this.worksheet = worksheet;
        this.drafts = drafts;
        this.reads = reads;
        this.drafter = drafter;
        this.viewers = viewers;
        this.alerts = alerts;
        this.presence = presence;
        this.fourEyes = fourEyes;
        this.glances = glances;
        this.pages = pages;
    }

    @GetMapping("/console/cases/{id}")
    String show(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String said,
            Model model) {
        var one = cases.get(id);
        var me = page.agent().id();
        alerts.seen(me, one.id());
        viewers.look(one.id(), me, false);
        reads.note(one, me);
        model.addAttribute("one", one);
        model.addAttribute("head", chat.head(page, one));
        model.addAttribute("parts", parts.log(page, one));
        model.addAttribute("meanwhile", chat.meanwhile(page, one, 0));
        model.addAttribute("looking", parts.looking(page, one));
        model.addAttribute("block", parts.block(page, one, refusal(said)));
        model.addAttribute("heard", beside.said(page, one));
        model.addAttribute("beside", beside.part(page, one, Optional.empty()));
        model.addAttribute("sheet", worksheet.part(page, one, Optional.empty()));
        model.addAttribute("mine", beside.mine(page, one));
        model.addAttribute("draft", drafts.of(me, one.id()).orElse(""));
        model.addAttribute("canned", parts.canned());
        model.addAttribute("drafting", drafter.isOn());
        model.addAttribute("clientId", Ids.next().toString());
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/case";
    }

    private static Optional<String> refusal(String said) {
        return Stream.concat(
                        Arrays.stream(Merging.Reason.values()).map(it -> "merge.refused." + it),
                        Stream.of("recording.reason"))
                .filter(said::equals)
                .findFirst();
    }

    /// The reader's place at the desk; asked for again and again by every open page.
    @GetMapping("/console/me")
    ResponseEntity<String> me(@ModelAttribute("page") Page page) {
        presence.seen(page.agent().id());
        return Html.answer(List.of(parts.me(page)));
    }

    @Override
    public String stream() {
        return "/console/cases/{id}/stream";
    }

    @Override
    public Watched watch(Page page, String id) {
        var one = cases.get(id);
        var topics = new HashSet<>(ChatParts.topics(one));
        topics.add("desk");
        return new Watched(
                topics,
                Optional.of(() -> glances.last(one.conversation())),
                (seq, kinds) -> draw(pages.again(page), one, seq, kinds));
    }

    /// Words change nothing but the words, and other cases nothing but the lists; what lies beside
    /// is drawn again when this case moved, or its payment.
    private List<Part> draw(Page page, Case before, long seq, Set<String> kinds) {
        boolean isAll = kinds.isEmpty() || !LIGHT.containsAll(kinds);
        var one = ChatParts.isSpoken(kinds) ? before : cases.again(before);
        var all = new ArrayList<Part>();
        if (isAll) {
            all.addAll(parts.since(page, one, seq));
            all.add(beside.part(page, one, Optional.empty()));
            all.add(worksheet.part(page, one, Optional.empty()));
        } else if (kinds.contains("conversation")) {
            all.addAll(chat.fresh(page, one, seq));
        } else if (kinds.contains("read")) {
            all.add(chat.meanwhile(page, one, seq));
        }
        if (isAll || kinds.contains("conversation")) {
            all.add(beside.said(page, one));
        }
        if (isAll || kinds.contains("desk")) {
            all.add(beside.mine(page, one));
            all.add(beside.badge());
        }
        return all;
    }

    @PostMapping("/console/cases/{id}/proposals")
    ResponseEntity<String> propose(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam String why) {
        var one = cases.get(id);
        var part = part(one, amount);
        if (part.isEmpty() && !amount.isBlank()) {
            return besideAgain(page, one, Optional.of("four.eyes.refused.NOT_SO_MUCH"));
        }
        return switch (fourEyes.propose(one.id(), page.agent(), part, why)) {
            case FourEyes.Step.Taken _ -> besideAgain(page, one, Optional.empty());
            case FourEyes.Step.Refused(var reason) ->
                    besideAgain(page, one, Optional.of("four.eyes.refused." + reason));
        };
    }

    private Optional<Money> part(Case one, String amount) {
        var currency = rows.paymentOf(one).map(payment -> payment.amount().currency());
        return currency.map(it -> Amounts.read(amount, it))
                .filter(Amounts.Read.class::isInstance)
                .map(Amounts.Read.class::cast)
                .map(Amounts.Read::money);
    }

    private ResponseEntity<String> besideAgain(Page page, Case one, Optional<String> refusal) {
        var now = cases.again(one);
        return Html.answer(
                refusal.isPresent() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK,
                beside.part(page, now, refusal).html());
    }
}
