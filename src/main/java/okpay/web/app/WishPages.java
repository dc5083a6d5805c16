package okpay.web.app;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okpay.channels.Reach;
import okpay.feedback.Wishes;
import okpay.files.Intake;
import okpay.files.KeptFiles;
import okpay.identity.Devices;
import okpay.web.Page;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// What a customer tells us to do better, with a picture of the screen.
@Controller
class WishPages {

    private final Wishes wishes;
    private final Intake intake;
    private final KeptFiles files;
    private final Devices devices;
    private final Reach reach;

    WishPages(Wishes wishes, Intake intake, KeptFiles files, Devices devices, Reach reach) {
        this.wishes = wishes;
        this.reach = reach;
        this.intake = intake;
        this.files = files;
        this.devices = devices;
    }

    /// @param from the page they come from
    @GetMapping("/app/feedback")
    ModelAndView form(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "false") boolean done) {
        return show(page, "", screen(from), Optional.empty()).addObject("done", done);
    }

    @PostMapping("/app/feedback")
    ModelAndView tell(
            @ModelAttribute("page") Page page,
            @RequestParam Wishes.Kind kind,
            @RequestParam String words,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(required = false) Optional<MultipartFile> picture,
            @RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String browser)
            throws IOException {
        var me = page.customer().id();
        var kept = "";
        var file = picture.filter(it -> !it.isEmpty());
        if (file.isPresent()) {
            if (!files.hasRoom(me)) {
                return show(page, words, from, Optional.of("file.refused.TOO_MANY"));
            }
            var name = Optional.ofNullable(file.get().getOriginalFilename()).orElse("");
            switch (intake.take(name, file.get().getBytes())) {
                case Intake.Taken.Refused(var why) -> {
                    return show(page, words, from, Optional.of("file.refused." + why));
                }
                case Intake.Taken.Clean clean -> kept = files.keep(me, clean).toString();
            }
        }
        var device = devices.read(browser, "");
        var told =
                new Wishes.Told(
                        kind,
                        words,
                        kept,
                        screen(from),
                        Stream.of(device.appVersion(), device.model(), device.system())
                                .filter(it -> !it.isBlank())
                                .collect(Collectors.joining(" · ")));
        var refused = wishes.tell(me, told);
        return refused.isPresent()
                ? show(page, words, from, refused.map(it -> "wish.refused." + it))
                : new ModelAndView("redirect:/app/feedback?done=true");
    }

    private ModelAndView show(Page page, String words, String from, Optional<String> refusal) {
        return Forms.show("app/feedback", refusal)
                .addObject("words", words)
                .addObject("from", from)
                .addObject("done", false)
                .addObject("ideas", reach.ideas())
                .addObject("mine", wishes.of(page.customer().id()));
    }

    /// A page of ours, or nothing.
    private static String screen(String from) {
        return from.matches("/app[\\w/-]{0,100}") ? from : "";
    }
}
