#include "ui/kit/Words.h"

#include <QCoreApplication>

namespace metaspo {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::Words)
};

} // namespace

QString wordFor(Split split)
{
    switch (split) {
    case Split::Train: return Words::tr("Train", "split");
    case Split::Validation: return Words::tr("Validation", "split");
    case Split::Test: return Words::tr("Test", "split");
    }
    return {};
}

QString wordFor(TaskRole role)
{
    return role == TaskRole::Source ? Words::tr("Source", "task role") : Words::tr("Target", "task role");
}

QString wordFor(AnswerKind kind)
{
    switch (kind) {
    case AnswerKind::Choice: return Words::tr("Choice", "answer format");
    case AnswerKind::Label: return Words::tr("Label", "answer format");
    case AnswerKind::Number: return Words::tr("Number", "answer format");
    case AnswerKind::Text: return Words::tr("Text", "answer format");
    }
    return {};
}

QString wordFor(MetricKind kind)
{
    switch (kind) {
    case MetricKind::Accuracy: return Words::tr("Accuracy");
    case MetricKind::MacroF1: return Words::tr("Macro-F1");
    case MetricKind::MacroF1Reference: return Words::tr("Macro-F1 (reference)");
    case MetricKind::ExactMatch: return Words::tr("Exact match");
    case MetricKind::TokenF1: return Words::tr("Token F1");
    case MetricKind::Contains: return Words::tr("Contains");
    case MetricKind::Numeric: return Words::tr("Numeric");
    case MetricKind::Judge: return Words::tr("Judge");
    case MetricKind::Command: return Words::tr("Command");
    }
    return {};
}

} // namespace metaspo
