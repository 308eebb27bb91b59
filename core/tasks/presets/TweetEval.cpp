#include "core/tasks/presets/ImportPreset.h"

#include <QSet>
#include <array>

namespace metaspo {

namespace {

/// A task of TweetEval with two labels, told by the names in its mapping file.
struct Kind
{
    const char16_t* no;
    const char16_t* yes;
    const char16_t* question;
    QStringList meaningYes;
    QStringList meaningNo;
};

const std::array<Kind, 3>& kinds()
{
    static const std::array<Kind, 3> table{{
        {u"non_irony",
         u"irony",
         u"Is this tweet ironic?",
         {QStringLiteral("irony"), QStringLiteral("ironic")},
         {QStringLiteral("non_irony"), QStringLiteral("not ironic")}},
        {u"not-offensive",
         u"offensive",
         u"Is this tweet offensive?",
         {QStringLiteral("offensive")},
         {QStringLiteral("not-offensive"), QStringLiteral("not offensive")}},
        {u"not-hate",
         u"hate",
         u"Is this tweet hateful towards women or immigrants?",
         {QStringLiteral("hate"), QStringLiteral("hateful")},
         {QStringLiteral("not-hate"), QStringLiteral("not hateful")}},
    }};
    return table;
}

/// Null: none of them.
const Kind* kindOf(const QString& label)
{
    for (const Kind& kind : kinds())
        if (label == QStringView(kind.no) || label == QStringView(kind.yes))
            return &kind;
    return nullptr;
}

/// Paired text files with a mapping. The published split "val" is also what train examples are drawn from
/// where there is no train file.
class TweetEval : public ImportPreset
{
public:
    QString name() const override { return QStringLiteral("tweeteval"); }
    QStringList columns() const override
    {
        return {QStringLiteral("text"), QStringLiteral("label"), QStringLiteral("label_id")};
    }

    bool recognises(const QList<Record>& head) const override
    {
        return std::all_of(head.begin(), head.end(), [this](const Record& record) {
            return record.hasAll(columns()) && kindOf(record.text(QStringLiteral("label")));
        });
    }

    tl::expected<SourceRow, RowFault> row(const Record& record) const override
    {
        const QString label = record.text(QStringLiteral("label"));
        if (!kindOf(label))
            return rowFault(QStringLiteral("the label \"%1\" is none that this preset knows").arg(label),
                            QStringLiteral("Import it with --preset none."));
        return SourceRow{record.text(QStringLiteral("text")), {label}, {}, {}};
    }

    void complete(Task& task) const override
    {
        const Kind* kind = task.examples.isEmpty() ? nullptr : kindOf(task.examples.front().answers.value(0));
        if (!kind)
            return;
        for (Example& example : task.examples)
            for (QString& answer : example.answers)
                if (kindOf(answer) == kind)
                    answer = answer == QStringView(kind->yes) ? QStringLiteral("yes") : QStringLiteral("no");
        task.domain = QStringLiteral("Safety");
        task.userPrompt = QString::fromUtf16(kind->question) +
                          QStringLiteral("\n\n{question}\n\nWrite yes or no inside <answer></answer> tags.");
        task.format = yesNoFormat(kind->meaningYes, kind->meaningNo);
        task.metric.kind = MetricKind::MacroF1;
        task.origin = QStringLiteral("TweetEval");
        task.licence = QStringLiteral("research use");
    }
};

} // namespace

std::unique_ptr<ImportPreset> tweetEvalPreset()
{
    return std::make_unique<TweetEval>();
}

} // namespace metaspo
