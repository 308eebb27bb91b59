#pragma once

#include "core/analysis/Table.h"
#include "core/domain/Connection.h"
#include "core/engine/CalibrationResult.h"
#include "core/llm/Pricing.h"

namespace metaspo {

Table exactConnectionTable(const QList<Connection>& connections);
Table readableConnectionTable(const QList<Connection>& connections);
Table priceTable(const PriceTable& prices);

QString checkLine(const ConnectionCheck& check);

Table exactCalibrationTable(const CalibrationResult& result); ///< one row
Table readableCalibrationTable(const CalibrationResult& result);

} // namespace metaspo
