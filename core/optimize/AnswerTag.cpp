#include "core/optimize/AnswerTag.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace metaspo {

namespace {

struct Place
{
    qsizetype start = -1; ///< of the text
    qsizetype end = -1;   ///< of the text; -1: no closing tag
};

// The last closing tag that has an opening tag before it, with the nearest one.
std::optional<Place> lastPair(const QString& answer, const QString& open, const QString& close)
{
    qsizetype end = answer.lastIndexOf(close, -1, Qt::CaseInsensitive);
    while (end > 0) {
        const qsizetype start = answer.lastIndexOf(open, end - 1, Qt::CaseInsensitive);
        if (start >= 0 && start + open.size() <= end)
            return Place{start + open.size(), end};
        end = answer.lastIndexOf(close, end - 1, Qt::CaseInsensitive);
    }
    return std::nullopt;
}

std::optional<QString> jsonValue(const QString& answer, const QString& key)
{
    const QJsonDocument document = QJsonDocument::fromJson(withoutCodeFence(answer).toUtf8());
    const QJsonValue value = document.object().value(key);
    return value.isString() ? std::optional(value.toString().trimmed()) : std::nullopt;
}

QString whyNone(const Completion& completion, const QString& open)
{
    switch (completion.finish) {
    case FinishReason::Length:
        return QStringLiteral("The answer was cut off by the output limit.");
    case FinishReason::ContentFilter:
        return QStringLiteral("The provider withheld the answer.");
    case FinishReason::Refusal:
        return QStringLiteral("The optimizer model refused.");
    case FinishReason::PolicyRejected:
        return QStringLiteral("The provider rejected the request: %1.").arg(completion.detail);
    case FinishReason::ContextTooLong:
        return QStringLiteral("The request is too long for the optimizer model.");
    case FinishReason::Empty:
    case FinishReason::Stop:
    case FinishReason::Other:
        break;
    }
    return completion.text.trimmed().isEmpty() ? QStringLiteral("The answer is empty.")
                                               : QStringLiteral("The answer has no %1.").arg(open);
}

} // namespace

TaggedText readProposal(const Completion& completion, const QString& tag, ProposalForm form)
{
    const QString& answer = completion.text;
    if (form == ProposalForm::Schema)
        if (const auto value = jsonValue(answer, tag))
            return {value, {}};
    const QString open = u'<' + tag + u'>';
    const QString close = QStringLiteral("</") + tag + u'>';
    const qsizetype lastOpen = answer.lastIndexOf(open, -1, Qt::CaseInsensitive);
    const std::optional<Place> pair = lastPair(answer, open, close);
    const bool isComplete = completion.finish == FinishReason::Stop || completion.finish == FinishReason::Other;
    // Cut off inside a later pair: the earlier one is only a draft.
    if (pair && (isComplete || lastOpen < pair->end))
        return {answer.mid(pair->start, pair->end - pair->start).trimmed(), {}};
    if (lastOpen >= 0 && isComplete)
        return {answer.mid(lastOpen + open.size()).trimmed(), {}};
    return {std::nullopt, whyNone(completion, open)};
}

TaggedText readAnalysis(const Completion& completion, const QString& tag, ProposalForm form)
{
    const TaggedText tagged = readProposal(completion, tag, form);
    if (tagged.text && !tagged.text->isEmpty())
        return tagged;
    QString whole = completion.text;
    whole.remove(u'<' + tag + u'>', Qt::CaseInsensitive).remove(QStringLiteral("</") + tag + u'>', Qt::CaseInsensitive);
    whole = whole.trimmed();
    const bool isWithheld = completion.finish != FinishReason::Stop && completion.finish != FinishReason::Other
                            && completion.finish != FinishReason::Length;
    if (whole.isEmpty() || isWithheld)
        return {std::nullopt, tagged.text ? QStringLiteral("The analysis is empty.") : tagged.reason};
    return {whole, {}};
}

QString schemaOf(const QString& tag)
{
    const QJsonObject text{{QStringLiteral("type"), QStringLiteral("string")}};
    const QJsonObject schema{{QStringLiteral("type"), QStringLiteral("object")},
                             {QStringLiteral("properties"), QJsonObject{{tag, text}}},
                             {QStringLiteral("required"), QJsonArray{tag}},
                             {QStringLiteral("additionalProperties"), false}};
    return QString::fromUtf8(QJsonDocument(schema).toJson(QJsonDocument::Compact));
}

QString withoutCodeFence(const QString& text)
{
    static const QRegularExpression fence(QStringLiteral("\\A\\s*(`{3,}|~{3,})[^\\n`]*\\n(.*?)\\n?\\s*\\1\\s*\\z"),
                                          QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = fence.match(text);
    return match.hasMatch() ? match.captured(2).trimmed() : text.trimmed();
}

} // namespace metaspo
