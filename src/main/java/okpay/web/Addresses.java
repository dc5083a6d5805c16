package okpay.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Finds the method for an address. Spring tries all of our three hundred with a part that varies,
/// one after the other, each through the whole row of filters' requests: an eighth of the work of a
/// message. Here those that begin otherwise are passed over.
@Component
class Addresses implements WebMvcRegistrations {

    @Override
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new ByBeginning();
    }

    private static final class ByBeginning extends RequestMappingHandlerMapping {

        private final Map<RequestMappingInfo, Set<String>> beginnings = new ConcurrentHashMap<>();

        @Override
        protected @Nullable HandlerMethod lookupHandlerMethod(
                String path, HttpServletRequest request) throws Exception {
            return super.lookupHandlerMethod(path, new Asked(request, path));
        }

        @Override
        protected @Nullable RequestMappingInfo getMatchingMapping(
                RequestMappingInfo info, HttpServletRequest request) {
            return request instanceof Asked asked && !mayMatch(info, asked.path)
                    ? null
                    : super.getMatchingMapping(info, request);
        }

        /// What is written in a roundabout way is looked at in full.
        private boolean mayMatch(RequestMappingInfo info, String path) {
            if (path.indexOf('%') >= 0 || path.indexOf(';') >= 0) {
                return true;
            }
            for (var beginning : beginnings.computeIfAbsent(info, ByBeginning::beginningsOf)) {
                if (path.startsWith(beginning)) {
                    return true;
                }
            }
            return false;
        }

        /// What stands before the first part that varies.
        private static Set<String> beginningsOf(RequestMappingInfo info) {
            return Optional.ofNullable(info.getPathPatternsCondition())
                    .map(it ->
                            it.getPatternValues().stream()
                                    .map(pattern -> pattern.replaceFirst("[{*?].*", ""))
                                    .collect(Collectors.toUnmodifiableSet()))
                    .orElse(Set.of(""));
        }
    }

    /// Asked for hundreds of times.
    private static final class Asked extends HttpServletRequestWrapper {
        private final String path;
        private final String method;

        Asked(HttpServletRequest request, String path) {
            super(request);
            this.path = path;
            this.method = request.getMethod();
        }

        @Override
        public String getMethod() {
            return method;
        }
    }
}
