package okpay.feedback;

import okpay.support.CaseId;

/// News: a customer said how it went.
///
/// @param score 1 to 5
public record SurveyAnswered(CaseId of, int score, String comment) {}
