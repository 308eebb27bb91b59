#include "ui/compare/OutcomeDelegate.h"

#include "ui/compare/OutcomeModel.h"
#include "ui/kit/Theme.h"

namespace metaspo {

void OutcomeDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant tone = index.data(OutcomeModel::ToneRole);
    if (tone.isValid())
        option->palette.setColor(QPalette::Text, toneColour(static_cast<Tone>(tone.toInt()), option->palette));
}

} // namespace metaspo
