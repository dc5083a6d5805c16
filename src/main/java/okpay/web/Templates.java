package okpay.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/// Renders the templates of `src/main/jte`, compiled at build time: a whole page for the
/// dispatcher, or one part of it for a live push.
@Component
public class Templates implements ViewResolver, Ordered {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    Templates() {
        engine.setTrimControlStructures(true);
    }

    public String part(String name, Map<String, Object> parameters) {
        var out = new StringOutput();
        engine.render(name + ".jte", parameters, out);
        return out.toString();
    }

    @Override
    public @Nullable View resolveViewName(String name, Locale locale) {
        return engine.hasTemplate(name + ".jte") ? new JteView(name) : null;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    private final class JteView implements View {

        private final String name;

        JteView(String name) {
            this.name = name;
        }

        @Override
        public String getContentType() {
            return "text/html;charset=UTF-8";
        }

        @Override
        public void render(
                @Nullable Map<String, ?> model,
                HttpServletRequest request,
                HttpServletResponse response)
                throws IOException {
            var parameters = new HashMap<String, Object>();
            if (model != null) {
                model.forEach((key, value) -> {
                    if (!key.contains(".")) {
                        parameters.put(key, value);
                    }
                });
            }
            var html = part(name, parameters).getBytes(StandardCharsets.UTF_8);
            response.setContentType(getContentType());
            response.setHeader("Cache-Control", "no-store");
            response.setContentLength(html.length);
            response.getOutputStream().write(html);
        }
    }
}
