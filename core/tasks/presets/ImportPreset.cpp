#include "core/tasks/presets/ImportPreset.h"

namespace metaspo {

const std::vector<std::unique_ptr<ImportPreset>>& importPresets()
{
    static const auto presets = [] {
        std::vector<std::unique_ptr<ImportPreset>> list;
        list.push_back(amazonReviewsPreset());
        list.push_back(medMcqaPreset());
        list.push_back(bigBenchHardPreset());
        list.push_back(hateCheckPreset());
        list.push_back(liarPreset());
        list.push_back(tweetEvalPreset());
        list.push_back(boolQPreset());
        list.push_back(naturalQuestionsPreset());
        return list;
    }();
    return presets;
}

AnswerFormat yesNoFormat(const QStringList& meaningYes, const QStringList& meaningNo)
{
    AnswerFormat format;
    format.kind = AnswerKind::Label;
    format.labels = {{QStringLiteral("yes"), meaningYes}, {QStringLiteral("no"), meaningNo}};
    return format;
}

} // namespace metaspo
