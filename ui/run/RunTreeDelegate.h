#pragma once

#include <QStyledItemDelegate>

namespace metaspo {

/// A row of the run tree: the state's glyph in its colour before the name, the prompt in force in bold.
class RunTreeDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace metaspo
