#include "core/tasks/presets/ImportPreset.h"

namespace metaspo {

namespace {

/// Reviews with stars as published with MetaSPO: train and test arrays of question, answer (1 to 5),
/// sentiment.
class AmazonReviews : public ImportPreset
{
public:
    QString name() const override { return QStringLiteral("amazon-reviews"); }
    QStringList columns() const override { return {QStringLiteral("question"), QStringLiteral("answer")}; }

    bool recognises(const QList<Record>& head) const override
    {
        return std::all_of(head.begin(), head.end(), [this](const Record& record) {
            return record.hasAll(columns()) && record.has(QStringLiteral("sentiment")) &&
                   isStars(record.text(QStringLiteral("answer")));
        });
    }

    tl::expected<SourceRow, RowFault> row(const Record& record) const override
    {
        const QString stars = record.text(QStringLiteral("answer"));
        if (!isStars(stars))
            return rowFault(QStringLiteral("the answer is \"%1\", not 1 to 5 stars").arg(stars));
        return SourceRow{record.text(QStringLiteral("question")), {stars}, {}, {}};
    }

    void complete(Task& task) const override
    {
        task.domain = QStringLiteral("Review Analysis");
        task.userPrompt =
            QStringLiteral("How many stars from 1 to 5 did the customer give with this review?\n\n"
                           "{question}\n\n"
                           "Write only the number of stars inside <answer></answer> tags.");
        task.format.kind = AnswerKind::Number;
        task.origin = QStringLiteral("Amazon Reviews 2023 (McAuley Lab), as published with MetaSPO");
        task.licence = QStringLiteral("research use");
    }

private:
    static bool isStars(const QString& text)
    {
        return text.size() == 1 && text[0] >= u'1' && text[0] <= u'5';
    }
};

} // namespace

std::unique_ptr<ImportPreset> amazonReviewsPreset()
{
    return std::make_unique<AmazonReviews>();
}

} // namespace metaspo
