package okpay.web.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import okpay.search.CaseSearch;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.ConversationId;
import okpay.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/// Searching everything at once: words in Chinese and English, numbers, names and their pinyin.
@Controller
class SearchPages {

    private static final int MOST = 50;

    /// How much of the words is shown.
    private static final int SHOWN = 140;

    private final CaseSearch search;
    private final Cases cases;
    private final CaseRows rows;
    private final Beside beside;

    SearchPages(CaseSearch search, Cases cases, CaseRows rows, Beside beside) {
        this.search = search;
        this.cases = cases;
        this.rows = rows;
        this.beside = beside;
    }

    @GetMapping("/console/search")
    String search(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String q,
            Model model) {
        var hits = search.find(q, MOST);
        var words = new LinkedHashMap<Case, String>();
        for (var it : hits) {
            found(it).ifPresent(one -> words.putIfAbsent(one, cut(it.words())));
        }
        var found =
                rows.of(List.copyOf(words.keySet())).stream()
                        .map(it -> new SearchRow(it, words.getOrDefault(it.one(), "")))
                        .toList();
        model.addAttribute("q", q.length() > 200 ? q.substring(0, 200) : q);
        model.addAttribute("found", found);
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/search";
    }

    private Optional<Case> found(CaseSearch.Hit hit) {
        return ConversationId.read(hit.of()).flatMap(cases::of).map(cases::root);
    }

    private static String cut(String words) {
        return words.length() <= SHOWN ? words : words.substring(0, SHOWN) + "…";
    }
}
