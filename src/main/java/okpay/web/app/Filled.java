package okpay.web.app;

import okpay.abroad.BeneficiaryForm;

/// What stands in the form for a beneficiary abroad.
///
/// @param purpose a code, or empty while nothing is chosen
public record Filled(BeneficiaryForm to, String purpose, String note) {}
