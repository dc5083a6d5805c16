package okpay.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import okpay.id.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/// All errors are spoken here: to a person as a page that says whether the money is safe and what
/// to do, to a program as an RFC 9457 problem. A fault is logged with an id, and the id is shown.
@ControllerAdvice
public class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private final Pages pages;

    Problems(Pages pages) {
        this.pages = pages;
    }

    /// What is asked for does not exist, or not for whoever asks.
    public static final class NotFound extends RuntimeException {}

    /// The caller broke the contract; the field says where.
    public static final class Mistake extends RuntimeException {
        private final String field;

        public Mistake(String field) {
            super(field);
            this.field = field;
        }
    }

    /// A refusal, told to a program.
    public static ResponseEntity<ProblemDetail> refusal(Enum<?> reason) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, reason.name());
    }

    @ExceptionHandler
    Object notFound(NotFound e, HttpServletRequest request) {
        return answer(request, HttpStatus.NOT_FOUND, "NOT_FOUND", "");
    }

    @ExceptionHandler
    Object mistake(Mistake e, HttpServletRequest request) {
        return answer(request, HttpStatus.BAD_REQUEST, "NOT_VALID", e.field);
    }

    /// What has begun to leave cannot be taken back: the server cuts the connection, so that nobody
    /// takes the torso for the whole.
    @ExceptionHandler
    Object fault(Exception e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()) {
            log.debug("{} was cut off", request.getRequestURI(), e);
            throw e;
        }
        if (e instanceof HttpMessageNotReadableException
                || e instanceof MethodArgumentTypeMismatchException) {
            return answer(request, HttpStatus.BAD_REQUEST, "NOT_VALID", "");
        }
        if (e instanceof ErrorResponse known) {
            var status = HttpStatus.valueOf(known.getStatusCode().value());
            return answer(request, status, codeOf(status), "");
        }
        String id = Ids.print("er", Ids.next());
        log.error("{} {} failed: {}", request.getMethod(), request.getRequestURI(), id, e);
        return answer(request, HttpStatus.INTERNAL_SERVER_ERROR, "FAULT", id);
    }

    private static String codeOf(HttpStatus status) {
        return status == HttpStatus.NOT_FOUND
                ? "NOT_FOUND"
                : status.is4xxClientError() ? "NOT_VALID" : "FAULT";
    }

    static void write(HttpServletResponse response, int status, String code) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter()
                .write(
                        "{\"type\":\"about:blank\",\"status\":%d,\"code\":\"%s\"}"
                                .formatted(status, code));
    }

    private Object answer(HttpServletRequest request, HttpStatus status, String code, String id) {
        ErrorNotes.note(code, id);
        if (request.getServletPath().startsWith("/api/")
                || request.getServletPath().startsWith("/rails/")
                || request.getServletPath().startsWith("/hooks/")) {
            var answer = problem(status, code);
            if (!id.isEmpty() && answer.getBody() != null) {
                answer.getBody().setProperty("id", id);
                ErrorNotes.note(code, id);
            }
            return answer;
        }
        var view =
                new ModelAndView(
                        "site/problem", Map.of("page", pages.of(request), "code", code, "id", id));
        view.setStatus(status);
        return view;
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String code) {
        var detail = ProblemDetail.forStatus(status);
        detail.setProperty("code", code);
        ErrorNotes.note(code, "");
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }
}
