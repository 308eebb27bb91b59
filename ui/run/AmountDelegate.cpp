#include "ui/run/AmountDelegate.h"

#include "ui/kit/Layout.h"
#include "ui/run/BreakpointText.h"

#include <QDoubleSpinBox>

namespace metaspo {

QWidget* AmountDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const auto event = static_cast<StopEvent>(index.data(Qt::UserRole).toInt());
    auto* box = new QDoubleSpinBox(parent);
    nameWidget(box, QStringLiteral("breakpointAmount"), tr("Amount"));
    const bool isCount = event == StopEvent::Retries;
    const bool isMoney = event == StopEvent::Spent;
    box->setRange(isCount ? 1 : 0, isCount ? 1000 : isMoney ? 1'000'000 : 100);
    box->setDecimals(isCount ? 0 : isMoney ? 4 : 1);
    box->setSuffix(amountSuffix(event));
    box->setFrame(false);
    return box;
}

void AmountDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    auto* box = static_cast<QDoubleSpinBox*>(editor);
    box->setValue(index.data(Qt::EditRole).toDouble());
    box->selectAll();
}

void AmountDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    auto* box = static_cast<QDoubleSpinBox*>(editor);
    box->interpretText();
    model->setData(index, box->value(), Qt::EditRole);
}

} // namespace metaspo
