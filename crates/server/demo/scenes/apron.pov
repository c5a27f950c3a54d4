#include "studio.inc"
Colours("4f6178","8a5a38","e9dfcb")
// hangs on a peg: bib, skirt, pocket, straps
#declare Cloth = isosurface { function { abs(z+0.5*sin(x*0.42+0.5)*max(0,(8-y)/45)+0.25*sin(x*0.9)*max(0,(-y)/40))-0.22 } contained_by { box { <-26,-40,-1.6>,<26,31,1.6> } } max_gradient 1.4 accuracy 0.02 }
#declare Outline = prism { linear_spline -3,3,11,<-10,30>,<10,30>,<12,22>,<15,15>,<24,8>,<25,-39>,<-25,-39>,<-24,8>,<-15,15>,<-12,22>,<-10,30> rotate x*-90 }
#declare NS = spline { natural_spline 0,<-9,29,-0.3> 0.25,<-8,40,-0.6> 0.5,<0,47,-1.6> 0.75,<8,40,-0.6> 1,<9,29,-0.3> }
#declare TS = spline { natural_spline 0,<23.5,7,-0.3> 0.3,<29,3,-0.6> 0.6,<30,-10,-0.7> 1,<28,-26,-0.6> }
#declare Obj = union {
  intersection { object { Cloth } object { Outline } Fabric(CMain,0.7) }
  union { object { RBox(<-12,-14,-1.3>,<12,1,-0.7>,0.25) } box { <-0.1,-14,-1.36>,<0.1,1,-1.2> } Fabric(CMain*0.93,0.7) }
  union { box { <-12,-0.4,-1.42>,<12,0.9,-1.2> } object { Tube(NS,0,1,40,0.8,0.8) scale <1,1,0.6> } object { Tube(TS,0,1,30,0.7,0.6) scale <1,1,0.6> } object { Tube(TS,0,1,30,0.7,0.6) scale <-1,1,0.6> } Leather(CAccent) }
  box { <-4,18,-1.0>,<4,21,-0.4> Leather(CAccent) }
  union { cylinder { <0,46,0>,<0,46,-4>,1.1 } sphere { <0,46,-4>,1.8 } Wood(COak) }
  translate -z*1.8 }
#declare Wall=1; #declare Elev1=4; #declare Elev2=10;
#declare BLo=<-30,-40,-5>; #declare BHi=<30,49,0>;
Stage(Obj,-16,24,1.2)
