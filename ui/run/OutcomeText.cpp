#include "ui/run/OutcomeText.h"

#include <QCoreApplication>

namespace metaspo {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::Outcome)
};

} // namespace

QString outcomeText(OutcomeKind kind)
{
    switch (kind) {
    case OutcomeKind::Correct: return Words::tr("correct");
    case OutcomeKind::Wrong: return Words::tr("wrong");
    case OutcomeKind::Unreadable: return Words::tr("unreadable");
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
    case FinishReason::Stop: return Words::tr("ended by the model");
    case FinishReason::Length: return Words::tr("cut off by the output limit");
    case FinishReason::ContentFilter: return Words::tr("withheld by the provider's filter");
    case FinishReason::Refusal: return Words::tr("refused by the model");
    case FinishReason::Empty: return Words::tr("empty answer");
    case FinishReason::PolicyRejected: return Words::tr("rejected for content policy");
    case FinishReason::ContextTooLong: return Words::tr("request too long for the model");
    case FinishReason::Other: return Words::tr("ended for another reason");
    }
    return {};
}

} // namespace metaspo
