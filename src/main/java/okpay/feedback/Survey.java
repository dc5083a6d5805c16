package okpay.feedback;

import java.time.Instant;
import java.util.Optional;
import okpay.identity.CustomerId;
import okpay.support.CaseId;

/// One question to one customer about one solved case.
///
/// @param score 1 (bad) to 5 (good); empty until answered
public record Survey(
        SurveyId id,
        CaseId of,
        CustomerId customer,
        Optional<Integer> score,
        String comment,
        Instant askedAt) {}
