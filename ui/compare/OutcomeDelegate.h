#pragma once

#include <QStyledItemDelegate>

namespace metaspo {

/// Answers and outcomes: glyph and word in the colour that the model tells.
class OutcomeDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace metaspo
