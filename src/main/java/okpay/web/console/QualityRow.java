package okpay.web.console;

import okpay.desk.QualityReview;
import okpay.desk.QualityReviews;

/// A quality review with what it is about.
///
/// @param number of the case
/// @param agent their name
/// @param reviewer their name; empty where nobody has read it
public record QualityRow(QualityReview review, String number, String agent, String reviewer) {

    /// How somebody's work was judged lately.
    public record Line(String agent, QualityReviews.Standing standing) {}
}
