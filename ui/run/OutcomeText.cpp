#include "ui/run/OutcomeText.h"

#include <QCoreApplication>

namespace metaspo {

namespace {

struct OutcomeWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::Outcome)
};

} // namespace

QString outcomeText(OutcomeKind kind)
{
    switch (kind) {
    case OutcomeKind::Correct: return OutcomeWords::tr("correct");
    case OutcomeKind::Wrong: return OutcomeWords::tr("wrong");
    case OutcomeKind::Unreadable: return OutcomeWords::tr("unreadable");
    }
    return {};
}

QString outcomeGlyph(OutcomeKind kind)
{
    switch (kind) {
    case OutcomeKind::Correct: return QStringLiteral("✓");
    case OutcomeKind::Wrong: return QStringLiteral("✕");
    case OutcomeKind::Unreadable: return QStringLiteral("?");
    }
    return {};
}

Tone toneOf(OutcomeKind kind)
{
    switch (kind) {
    case OutcomeKind::Correct: return Tone::Good;
    case OutcomeKind::Wrong: return Tone::Bad;
    case OutcomeKind::Unreadable: return Tone::Caution;
    }
    return Tone::Quiet;
}

QString finishText(FinishReason reason)
{
    switch (reason) {
    case FinishReason::Stop: return OutcomeWords::tr("ended by the model");
    case FinishReason::Length: return OutcomeWords::tr("cut off by the output limit");
    case FinishReason::ContentFilter: return OutcomeWords::tr("withheld by the provider's filter");
    case FinishReason::Refusal: return OutcomeWords::tr("refused by the model");
    case FinishReason::Empty: return OutcomeWords::tr("empty answer");
    case FinishReason::PolicyRejected: return OutcomeWords::tr("rejected for content policy");
    case FinishReason::ContextTooLong: return OutcomeWords::tr("request too long for the model");
    case FinishReason::Other: return OutcomeWords::tr("ended for another reason");
    }
    return {};
}

} // namespace metaspo
