package okpay.web.app;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okpay.channels.Channel;
import okpay.channels.Matters;
import okpay.channels.Notices;
import okpay.channels.Preferences;
import okpay.channels.push.Browsers;
import okpay.identity.Matter;
import okpay.identity.Token;
import okpay.web.Cookies;
import okpay.web.Page;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// What OKPay has told a customer, and by which ways they want to be told.
@Controller
class NoticePages {

    private final Notices notices;
    private final Preferences preferences;
    private final Browsers browsers;

    NoticePages(Notices notices, Preferences preferences, Browsers browsers) {
        this.notices = notices;
        this.preferences = preferences;
        this.browsers = browsers;
    }

    @GetMapping("/app/notices")
    ModelAndView notices(@ModelAttribute("page") Page page) {
        var all = notices.of(page.customer());
        notices.seen(page.customer().id(), all);
        return new ModelAndView("app/notices").addObject("notices", all);
    }

    @GetMapping("/app/notices/ways")
    ModelAndView ways(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String done,
            HttpServletRequest request) {
        return ways(page, done, Optional.empty(), request);
    }

    /// @param way each as `MONEY.SMS`; what is none is left out
    @PostMapping("/app/notices/ways")
    ModelAndView choose(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") List<String> way,
            @RequestParam(defaultValue = "false") boolean quiet,
            @RequestParam(defaultValue = "") String begins,
            @RequestParam(defaultValue = "") String ends,
            @RequestParam(defaultValue = "") String zone,
            HttpServletRequest request) {
        var me = page.customer().id();
        if (quiet) {
            var refusal = preferences.keepQuiet(me, begins, ends, zone);
            if (refusal.isPresent()) {
                return ways(page, "", refusal.map(it -> "notices.refused." + it), request)
                        .addObject("ways", chosen(way));
            }
        } else {
            preferences.endQuiet(me);
        }
        preferences.choose(me, chosen(way));
        return new ModelAndView("redirect:/app/notices/ways?done=ways");
    }

    private static Map<Matter, Set<Channel>> chosen(List<String> ways) {
        var all = new EnumMap<Matter, Set<Channel>>(Matter.class);
        for (var matter : Matters.CHOSEN) {
            var wanted = EnumSet.noneOf(Channel.class);
            Matters.order(matter).stream()
                    .filter(it -> ways.contains(matter + "." + it))
                    .forEach(wanted::add);
            all.put(matter, wanted);
        }
        return all;
    }

    private ModelAndView ways(
            Page page, String done, Optional<String> refusal, HttpServletRequest request) {
        var me = page.customer().id();
        return Forms.show("app/notice-ways", refusal)
                .addObject("ways", preferences.ways(me))
                .addObject("quiet", preferences.quiet(me))
                .addObject("key", browsers.publicKey())
                .addObject("isTold", browsers.isTold(mine(request)))
                .addObject("done", done);
    }

    /// This browser wants to be told.
    @PostMapping("/app/notices/browser")
    ResponseEntity<String> tell(
            @ModelAttribute("page") Page page,
            @RequestParam String endpoint,
            @RequestParam String key,
            @RequestParam String auth,
            HttpServletRequest request) {
        return browsers.add(
                        page.customer().id(),
                        mine(request),
                        new Browsers.Subscription(endpoint, key, auth))
                .map(why ->
                        ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                                .body(page.say("push.refused." + why)))
                .orElseGet(() -> ResponseEntity.ok(""));
    }

    @PostMapping("/app/notices/browser/off")
    String tellNoMore(HttpServletRequest request) {
        browsers.remove(mine(request));
        return "redirect:/app/notices/ways?done=off";
    }

    private static Token mine(HttpServletRequest request) {
        return Cookies.token(request).orElseThrow();
    }
}
