package okpay.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import okpay.errors.ShownErrors;
import okpay.identity.Devices;
import okpay.identity.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Notes what stood on a customer's screen when something did not work: the refusal of a form, or
/// the code and number of an error.
@Configuration
class ErrorNotes implements HandlerInterceptor, WebMvcConfigurer {

    private static final String CODE = ErrorNotes.class.getName();
    private static final int FIRST_ERROR = 400;

    private final ShownErrors errors;
    private final Devices devices;

    ErrorNotes(ShownErrors errors, Devices devices) {
        this.errors = errors;
        this.devices = devices;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/app/**", "/api/**");
    }

    /// The answer to this request is an error.
    static void note(String code, String id) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes it) {
            it.getRequest().setAttribute(CODE, id.isEmpty() ? code : code + " " + id);
        }
    }

    @Override
    public void postHandle(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable ModelAndView view) {
        if (view != null
                && view.getModel().get("refusal") instanceof Optional<?> refusal
                && refusal.isPresent()) {
            request.setAttribute(CODE, refusal.get().toString());
        }
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable Exception e) {
        var code = request.getAttribute(CODE);
        boolean isError = code != null || response.getStatus() >= FIRST_ERROR;
        var who = SecurityContextHolder.getContext().getAuthentication();
        if (isError && who != null && who.getPrincipal() instanceof Person.OfCustomer customer) {
            var said = code == null ? Integer.toString(response.getStatus()) : code.toString();
            errors.write(
                    customer.customer().id(),
                    said,
                    request.getServletPath().replaceAll("/[a-z]{2}_[a-z0-9]{20,}", "/…"),
                    devices.read(header(request, "User-Agent"), header(request, "X-OKPay-App")));
        }
    }

    private static String header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).orElse("");
    }
}
