package okpay.web.app;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okpay.help.Articles;
import okpay.help.Audience;
import okpay.help.Errands;
import okpay.help.Found;
import okpay.help.HelpSearch;
import okpay.help.Tongue;
import okpay.id.Ids;
import okpay.resolution.Hearing;
import okpay.understanding.Understanding;
import okpay.web.Keys;
import okpay.web.Manners;
import okpay.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Help in one's own words: what was meant, which payment it may be, where it is done, and a person
/// when none of that is it.
@Controller
class AskPages {

    private static final int LONGEST = 2_000;
    private static final int SUGGESTED = 3;

    /// Where the app does what is asked for.
    static final Map<String, String> PLACES = places();

    private final Hearing hearing;
    private final Articles articles;
    private final HelpSearch search;
    private final Errands errands;
    private final Manners manners;
    private final Understanding understanding;

    AskPages(
            Hearing hearing,
            Articles articles,
            HelpSearch search,
            Errands errands,
            Manners manners,
            Understanding understanding) {
        this.hearing = hearing;
        this.articles = articles;
        this.search = search;
        this.errands = errands;
        this.manners = manners;
        this.understanding = understanding;
    }

    private static Map<String, String> places() {
        var places = new HashMap<String, String>();
        put(places, "/app/payments", "find_transaction", "receipt", "pay_again", "refund_where");
        put(places, "/app/payments", "dispute_status", "contest_payment", "abroad_where");
        put(places, "/app/payments", "payment_pending", "payment_failed_why", "recall_transfer");
        put(places, "/app/payments", "incoming_missing", "unknown_transaction", "balance_wrong");
        put(places, "/app/payments", "charged_but_failed", "paid_twice", "wrong_amount");
        put(places, "/app/payments", "transfer_not_received", "sent_to_wrong_person");
        put(places, "/app/payments", "goods_not_received", "goods_wrong", "refund_how");
        put(places, "/app/payments", "top_up_missing", "top_up_failed", "money_held");
        put(places, "/app/payments", "withdrawal_missing", "withdrawal_failed");
        put(places, "/app/top-up", "top_up_how");
        put(places, "/app/withdraw", "withdraw_how");
        put(places, "/app/accounts", "card_link", "card_link_failed", "card_remove");
        put(places, "/app/statements", "statement");
        put(places, "/app/identity", "limits", "verify_identity", "verify_failed");
        put(places, "/app/scan", "scan_problem");
        put(places, "/app/my-code", "payment_code");
        put(places, "/app/till", "merchant_account");
        put(places, "/app/pay", "bill_how", "bill_not_credited", "standing_order");
        put(places, "/app/send", "send_how");
        put(places, "/app/requests", "request_split");
        put(places, "/app/parcels", "accept_money");
        put(places, "/app/plans", "planned_transfer");
        put(places, "/app/abroad", "abroad_how", "abroad_cost", "abroad_details");
        put(places, "/app/forgot", "forgot_password");
        put(places, "/app/security", "sign_in_failed");
        put(places, "/app/security/pin", "payment_pin");
        put(places, "/app/security/passkeys", "passkey");
        put(places, "/app/lock", "lost_phone", "lock_wallet", "wallet_frozen", "hacked", "fraud");
        put(places, "/app/notices", "notifications");
        put(places, "/app/cases", "case_status");
        return Map.copyOf(places);
    }

    private static void put(Map<String, String> places, String place, String... intents) {
        for (var intent : intents) {
            places.put(intent, place);
        }
    }

    /// A question that was carried along from the help centre.
    ///
    /// @param about an article, where nothing was asked yet
    @GetMapping("/app/help")
    ModelAndView carried(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String about) {
        var words = text.isBlank() ? titleOf(page, about) : text;
        return words.isBlank()
                ? new ModelAndView("redirect:/app/cases")
                : heard(page, words, Ids.next().toString(), Optional.empty());
    }

    private String titleOf(Page page, String about) {
        return articles.find(about, Audience.CUSTOMERS)
                .map(it -> it.in(Tongue.of(page.locale())).wording().title())
                .orElse("");
    }

    /// Articles while a customer writes; what is written is posted and stands in no address.
    @PostMapping("/app/help/suggestions")
    ModelAndView suggestions(
            @RequestParam(defaultValue = "") String text, HttpServletRequest request) {
        var found =
                text.isBlank() || manners.typesTooMuch(request)
                        ? new Found(List.of(), false)
                        : find(text, SUGGESTED);
        return new ModelAndView("part/suggestions")
                .addObject("hits", found.isSure() ? found.hits() : List.of());
    }

    private Found find(String text, int most) {
        return search.find(text, Audience.CUSTOMERS, most);
    }

    @PostMapping("/app/help")
    ModelAndView ask(@ModelAttribute("page") Page page, @RequestParam String text) {
        if (text.isBlank()) {
            return new ModelAndView("redirect:/app/cases");
        }
        var view = heard(page, text, Ids.next().toString(), Optional.empty());
        if (Boolean.FALSE.equals(view.getModel().get("isFound"))) {
            errands.unanswered(HelpSearch.tongue(text), text);
        }
        return view;
    }

    private ModelAndView heard(Page page, String text, String key, Optional<String> refusal) {
        var words = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var heard = hearing.hear(page.customer(), words, page.zone());
        var found = find(words, SUGGESTED);
        var leads = leads(page, words, heard.intent());
        boolean isFound =
                found.isSure()
                        || !leads.isEmpty()
                        || !heard.choices().isEmpty()
                        || !heard.urgent().isEmpty();
        return Forms.show("app/heard", refusal)
                .addObject("words", words)
                .addObject("leads", leads)
                .addObject("isFound", isFound)
                .addObject("payments", heard.choices())
                .addObject("urgent", heard.urgent())
                .addObject("hits", found.isSure() ? found.hits() : List.of())
                .addObject("key", key);
    }

    /// Of several things each that is done somewhere else: what is done in one place is one story.
    private List<Lead> leads(Page page, String words, Optional<String> intent) {
        var leads = new LinkedHashMap<String, Lead>();
        Stream.concat(
                        intent.stream(),
                        understanding.several(words).stream().filter(PLACES::containsKey))
                .flatMap(it -> understanding.intent(it).stream())
                .forEach(it -> {
                    var place = PLACES.get(it.id());
                    var name = page.isChinese() ? it.zh() : it.en();
                    leads.putIfAbsent(place == null ? it.id() : place, new Lead(name, place));
                });
        return List.copyOf(leads.values());
    }

    @PostMapping("/app/help/person")
    ModelAndView person(
            @ModelAttribute("page") Page page,
            @RequestParam String text,
            @RequestParam String key) {
        Keys.checked(key, "key");
        return switch (hearing.ask(page.customer(), text, key)) {
            case Hearing.Asked(var one) -> new ModelAndView("redirect:/app/cases/" + one.id());
            case Hearing.NotAsked(var why) ->
                    heard(page, text, key, Optional.of("chat.refused." + why));
        };
    }
}
