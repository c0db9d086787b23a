import {
  IconBook, IconCalendar, IconCloud, IconDatabase, IconDeviceDesktop, IconDeviceLaptop, IconDeviceMobile, IconHeadset, IconKey, IconMail,
  IconPackage, IconPhone, IconPrinter, IconServer, IconShield, IconApps, IconTool, IconTruckDelivery, IconUserMinus, IconUserPlus, IconUsers, IconWifi,
  type Icon,
} from "@tabler/icons-react";
import type { ItemIcon } from "@/api/types";
import classes from "./ItemPicture.module.css";

const pictures: Record<ItemIcon, Icon> = {
  package: IconPackage,
  laptop: IconDeviceLaptop,
  monitor: IconDeviceDesktop,
  printer: IconPrinter,
  phone: IconPhone,
  mobile: IconDeviceMobile,
  headset: IconHeadset,
  mail: IconMail,
  joiner: IconUserPlus,
  leaver: IconUserMinus,
  people: IconUsers,
  key: IconKey,
  shield: IconShield,
  wifi: IconWifi,
  server: IconServer,
  cloud: IconCloud,
  database: IconDatabase,
  software: IconApps,
  tool: IconTool,
  calendar: IconCalendar,
  delivery: IconTruckDelivery,
  training: IconBook,
};

/** An item's picture: an ornament beside its name. */
export function ItemPicture({ icon, small }: { icon: ItemIcon; small?: boolean }) {
  const Picture = pictures[icon];
  return (
    <span className={classes.picture} data-small={small || undefined} aria-hidden>
      <Picture size={small ? 18 : 22} stroke={1.6} />
    </span>
  );
}
